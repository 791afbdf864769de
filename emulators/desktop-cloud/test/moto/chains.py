"""The same calls of WorkSpaces to moto and to the desktop cloud, over every operation that moto has. Prints what was answered, without what differs from run to run."""

import datetime
import json
import re
import sys
import time

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from moto.workspaces.responses import WorkSpacesResponse

endpoint, registered, *unregistered = sys.argv[1:]
region = "us-east-1"
account = "123456789012"


def client_of(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )


client = client_of("workspaces")
if not unregistered:
    vpc = client_of("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    found = client_of("ec2").describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])
    subnets = [subnet["SubnetId"] for subnet in found["Subnets"][:2]]
    unregistered = [
        client_of("ds").create_directory(
            Name=f"moto{n}.example.com",
            Password="Passw0rd-of-a-test",
            Size="Small",
            VpcSettings={"VpcId": vpc, "SubnetIds": subnets},
        )["DirectoryId"]
        for n in range(3)
    ]

# What is the same in kind, but made up by each.
made_up = [
    (r"ws-[0-9a-z]{8,63}", "<WorkspaceId>"),
    (r"wsi-[0-9a-z]{8,63}", "<ImageId>"),
    (r"d-[0-9a-f]{10}", "<DirectoryId>"),
    (r"sg-[0-9a-f]+", "<group>"),
    (r"subnet-[0-9a-f]+", "<subnet>"),
    (r"SLiad\+[A-Z0-9]{6}", "<code>"),
    (r"\d+\.\d+\.\d+\.\d+", "<address>"),
]
named_by_each = {"Alias", "DirectoryName", "ComputerName"}
told = {"ErrorMessage", "Message", "NextToken"}


def plain(value, member=""):
    if isinstance(value, dict):
        return {name: plain(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one, member) for one in value]
    if isinstance(value, datetime.datetime):
        return "<time>"
    if isinstance(value, str):
        if value and (member in named_by_each or member in told):
            return f"<{member}>"
        for pattern, name in made_up:
            if re.fullmatch(pattern, value):
                return name
    return value


class Chain:
    """Calls one after the other, and what was answered."""

    def __init__(self):
        self.steps = []

    def call(self, operation, **given):
        try:
            answer = getattr(client, xform_name(operation))(**given)
            answer.pop("ResponseMetadata")
            self.steps.append({"operation": operation, "answer": plain(answer)})
            return answer
        except ClientError as error:
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            code = error.response["Error"]["Code"]
            self.steps.append({"operation": operation, "refused": f"{status} {code}"})
            return {}

    def create(self, *requests):
        """Creates desktops, and waits until those that are made stand: moto knows no time."""
        answer = self.call("CreateWorkspaces", Workspaces=list(requests))
        ids = [one["WorkspaceId"] for one in answer.get("PendingRequests", [])]
        for one in ids:
            quietly(lambda: [w["State"] for w in client.describe_workspaces(WorkspaceIds=[one])["Workspaces"]] == ["AVAILABLE"])
        return ids

    def register(self, directory, **given):
        self.call("RegisterWorkspaceDirectory", DirectoryId=directory, **given)
        quietly(lambda: state_of(directory) == ["REGISTERED"])

    def deregister(self, directory):
        self.call("DeregisterWorkspaceDirectory", DirectoryId=directory)
        quietly(lambda: state_of(directory) == [])

    def terminate(self, *ids):
        self.call("TerminateWorkspaces", TerminateWorkspaceRequests=[{"WorkspaceId": one} for one in ids])
        quietly(lambda: not client.describe_workspaces(WorkspaceIds=list(ids))["Workspaces"])


def state_of(directory):
    shown = client.describe_workspace_directories(DirectoryIds=[directory])["Directories"]
    return [one["State"] for one in shown]


def quietly(holds):
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def desktop(user="ada.berg", **more):
    return {"DirectoryId": registered, "UserName": user, "BundleId": "wsb-bh8rsxt14", **more}


def whole_desktop(root_volume=80):
    return desktop(
        VolumeEncryptionKey=f"arn:aws:kms:{region}:{account}:key/51d81fab-b138-4bd2-8a09-07fd6d37224d",
        UserVolumeEncryptionEnabled=True,
        RootVolumeEncryptionEnabled=True,
        WorkspaceProperties={
            "RunningMode": "ALWAYS_ON",
            "RootVolumeSizeGib": root_volume,
            "UserVolumeSizeGib": 10,
            "ComputeTypeName": "VALUE",
            "Protocols": ["PCOIP"],
        },
        Tags=[{"Key": "foo", "Value": "bar"}],
    )


def creating(it):
    ids = it.create(whole_desktop())
    it.call("DescribeWorkspaces", WorkspaceIds=ids)
    it.call("DescribeTags", ResourceId=ids[0])
    it.terminate(*ids)
    it.call("DescribeWorkspaces", WorkspaceIds=ids)


def creating_what_cannot_be(it):
    it.call("CreateWorkspaces", Workspaces=[{**desktop(), "DirectoryId": "d-906787e2cx"}])
    it.call("CreateWorkspaces", Workspaces=[{**desktop(), "DirectoryId": "d-906787e2ce"}])
    timeout = {"RunningModeAutoStopTimeoutInMinutes": 123}
    it.call("CreateWorkspaces", Workspaces=[desktop(WorkspaceProperties={"RunningMode": "ALWAYS_ON", **timeout})])
    it.call("CreateWorkspaces", Workspaces=[desktop(WorkspaceProperties={"RunningMode": "MANUAL", **timeout})])


def describing(it):
    ids = it.create(desktop("cleo.berg"), desktop("dan.berg"))
    it.call("DescribeWorkspaces")
    it.call("DescribeWorkspaces", DirectoryId=registered, UserName="dan.berg")
    it.call("DescribeWorkspaces", DirectoryId=registered)
    it.call("DescribeWorkspaces", BundleId="wsb-bh8rsxt14")
    it.call("DescribeWorkspaces", BundleId="wsb-clj85qzj1")
    it.call("DescribeWorkspaces", WorkspaceIds=["ws-000000000"])
    it.call("DescribeWorkspaces", WorkspaceIds=ids, DirectoryId=registered)
    it.call("DescribeWorkspaces", WorkspaceIds=ids, BundleId="wsb-bh8rsxt14")
    it.call("DescribeWorkspaces", DirectoryId=registered, BundleId="wsb-bh8rsxt14")
    it.call("DescribeWorkspaces", UserName="cleo.berg")
    it.call("DescribeWorkspaces", Limit=1)
    it.terminate(*ids)


def terminating(it):
    it.terminate("ws-000000000")


def registering(it):
    first, second, third = unregistered
    it.register(first, Tags=[{"Key": "foo1", "Value": "bar1"}])
    it.call("DescribeWorkspaceDirectories", DirectoryIds=[first])
    it.register(second, EnableSelfService=True)
    it.call("DescribeWorkspaceDirectories", DirectoryIds=[second])
    it.call("RegisterWorkspaceDirectory", DirectoryId=third, Tenancy="DEDICATED")
    it.call("RegisterWorkspaceDirectory", DirectoryId="d-9067f6c44b")
    it.call("RegisterWorkspaceDirectory", DirectoryId=first)
    it.call("DescribeWorkspaceDirectories", DirectoryIds=["d-9067f997cx"])
    it.call("DescribeWorkspaceDirectories", DirectoryIds=["d-9067f6c44b"])
    it.call("CreateTags", ResourceId=first, Tags=[{"Key": "foo2", "Value": "bar2"}])
    it.call("DescribeTags", ResourceId=first)
    it.call("CreateTags", ResourceId=first, Tags=[{"Key": "foo1", "Value": "again"}])
    it.call("DescribeTags", ResourceId=first)
    it.deregister(first)
    it.call("DescribeWorkspaceDirectories", DirectoryIds=[first])
    it.call("DeregisterWorkspaceDirectory", DirectoryId=first)


def modifying(it):
    group = {"CustomSecurityGroupId": "sg-0123456789abcdef0"}
    it.call("ModifyWorkspaceCreationProperties", ResourceId=registered, WorkspaceCreationProperties=group)
    it.call("DescribeWorkspaceDirectories", DirectoryIds=[registered])
    it.call("ModifyWorkspaceCreationProperties", ResourceId="d-9067f6c44b", WorkspaceCreationProperties=group)
    names = ["RestartWorkspace", "IncreaseVolumeSize", "ChangeComputeType", "SwitchRunningMode", "RebuildWorkspace"]
    it.call("ModifySelfservicePermissions", ResourceId=registered, SelfservicePermissions=dict.fromkeys(names, "ENABLED"))
    it.call("DescribeWorkspaceDirectories", DirectoryIds=[registered])
    it.call("ModifySelfservicePermissions", ResourceId=registered, SelfservicePermissions={"RebuildWorkspace": "DISABLED"})
    it.call("DescribeWorkspaceDirectories", DirectoryIds=[registered])
    it.call("ModifySelfservicePermissions", ResourceId="d-9067f6c44b", SelfservicePermissions={"RebuildWorkspace": "DISABLED"})


def clients(it):
    it.call("DescribeClientProperties", ResourceIds=[registered])
    both = {"ReconnectEnabled": "DISABLED", "LogUploadEnabled": "DISABLED"}
    it.call("ModifyClientProperties", ResourceId=registered, ClientProperties=both)
    it.call("DescribeClientProperties", ResourceIds=[registered])
    it.call("ModifyClientProperties", ResourceId=registered, ClientProperties={"ReconnectEnabled": "ENABLED"})
    it.call("DescribeClientProperties", ResourceIds=[registered])
    it.call("DescribeClientProperties", ResourceIds=["d-9067f6c44b"])
    it.call("ModifyClientProperties", ResourceId="d-9067f6c44b", ClientProperties=both)


def images(it):
    [one] = it.create(desktop("eva.berg"))
    named = {"Name": "test-image", "Description": "Test Description for workspace images"}
    image = it.call("CreateWorkspaceImage", **named, WorkspaceId=one, Tags=[{"Key": "a", "Value": "b"}])
    it.call("CreateWorkspaceImage", **named, WorkspaceId="ws-hbfljyz9x")
    it.call("CreateWorkspaceImage", **named, WorkspaceId=one)
    made = image["ImageId"]
    quietly(lambda: client.describe_workspace_images(ImageIds=[made])["Images"][0]["State"] == "AVAILABLE")
    it.call("DescribeWorkspaceImages", ImageIds=[made])
    it.call("DescribeWorkspaceImages", ImageType="OWNED")
    it.call("DescribeWorkspaceImages", ImageType="SHARED")
    it.call("DescribeWorkspaceImages", ImageIds=["wsi-000000000"])
    it.call("DescribeTags", ResourceId=made)
    share = {"ImageId": made, "SharedAccountId": "111111111111"}
    it.call("UpdateWorkspaceImagePermission", **share, AllowCopyImage=True)
    it.call("DescribeWorkspaceImagePermissions", ImageId=made)
    it.call("UpdateWorkspaceImagePermission", **share, AllowCopyImage=True)
    it.call("DescribeWorkspaceImagePermissions", ImageId=made)
    it.call("UpdateWorkspaceImagePermission", **share, AllowCopyImage=False)
    it.call("DescribeWorkspaceImagePermissions", ImageId=made)
    it.call("DescribeWorkspaceImagePermissions", ImageId="foo")
    it.call("DescribeWorkspaceImagePermissions", ImageId="wsi-000000000")
    it.call("UpdateWorkspaceImagePermission", **{**share, "ImageId": "wsi-000000000"}, AllowCopyImage=True)
    it.terminate(one)


def tags(it):
    [one] = it.create(desktop("finn.berg"))
    it.call("CreateTags", ResourceId=one, Tags=[{"Key": "a", "Value": "b"}])
    it.call("DescribeTags", ResourceId=one)
    it.call("CreateTags", ResourceId="ws-000000000", Tags=[{"Key": "a", "Value": "b"}])
    it.call("DescribeTags", ResourceId="ws-000000000")
    it.call("DescribeTags", ResourceId="d-9067f6c44b")
    it.terminate(one)


def what_only_moto_makes(it):
    """Last: from here on the two hold different desktops."""
    it.create(desktop("ben.berg"))
    it.call("CreateWorkspaces", Workspaces=[desktop("ben.berg")])
    it.call("CreateWorkspaces", Workspaces=[whole_desktop(root_volume=10)])


def all_directories(it):
    it.call("DescribeWorkspaceDirectories")


chains = [
    creating,
    creating_what_cannot_be,
    describing,
    terminating,
    modifying,
    clients,
    images,
    tags,
    all_directories,
    registering,
    what_only_moto_makes,
]
answered = {}
for chain in chains:
    it = Chain()
    chain(it)
    answered[chain.__name__] = it.steps
own = [name for name, one in vars(WorkSpacesResponse).items() if callable(one) and not name.startswith("_")]
known = {xform_name(name): name for name in client.meta.service_model.operation_names}
print(json.dumps({"operations": sorted(known[name] for name in own if name in known), "chains": answered}))
