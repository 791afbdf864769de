"""Every operation of WorkSpaces that is done here, with boto3, in the protocol given as second argument. Prints what was called how often."""

import json
import logging
import pathlib
import sys
import warnings

import boto3
import botocore.loaders
import botocore.model
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "cases"))
from chains import Player, Refused  # noqa: E402

endpoint, protocol = sys.argv[1:3]
order = [protocol, *(p for p in botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS if p != protocol)]
botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = tuple(order)
warnings.simplefilter("error")
# What boto3 and others say of the version of Python is about this machine, not about answers.
for about_python in (DeprecationWarning, boto3.compat.PythonDeprecationWarning):
    warnings.simplefilter("ignore", about_python)


class Loud(logging.Handler):
    def emit(self, record):
        raise AssertionError(record.getMessage())


logging.getLogger("botocore").addHandler(Loud(logging.WARNING))


class Boto3:
    def __init__(self):
        self.clients = {}

    def of(self, place):
        account, region = place
        if place not in self.clients:
            self.clients[place] = boto3.client(
                "workspaces",
                endpoint_url=endpoint,
                region_name=region,
                aws_access_key_id=account,
                aws_secret_access_key="secret",
                config=Config(retries={"total_max_attempts": 1}),
            )
        return self.clients[place]

    def call(self, operation, given, place):
        client = self.of(place)
        method = getattr(client, xform_name(operation))
        try:
            answer = method(**given)
        except ClientError as error:
            told = error.response["Error"]
            assert told["Message"], error.response
            shape = client.exceptions.from_code(told["Code"])
            # Every code that the service model has is an exception of its own.
            assert shape is ClientError or isinstance(error, shape), error
            raise Refused(told["Code"], told["Message"]) from error
        assert answer.pop("ResponseMetadata")["HTTPStatusCode"] == 200
        return answer

    def pages(self, operation, given, place, member, size):
        client = self.of(place)
        name = xform_name(operation)
        if not client.can_paginate(name):
            return self.by_hand(operation, given, place, member, size)
        config = {} if size is None else {"PageSize": next(iter(size.values()))}
        pages = client.get_paginator(name).paginate(**given, PaginationConfig=config)
        return [page.get(member, []) for page in pages]

    def by_hand(self, operation, given, place, member, size):
        pages, asked = [], {**given, **(size or {})}
        while True:
            answer = self.call(operation, asked, place)
            pages.append(answer.get(member, []))
            if "NextToken" not in answer:
                return pages
            asked["NextToken"] = answer["NextToken"]


boto = Boto3()
client = boto.of(("000000000000", "us-east-1"))
meta = client.meta
assert meta.service_model.resolved_protocol == protocol, meta.service_model.resolved_protocol
assert client.waiter_names == [], "botocore has waiters now: wait with them"
loader = botocore.loaders.Loader()
paginators = loader.load_service_model("workspaces", "paginators-1", "2015-04-08")["pagination"]
known = set(meta.service_model.operation_names)
report = Player(endpoint, boto, known).play()
print(json.dumps({"operations": report, "known": sorted(known), "paginators": sorted(paginators)}))
