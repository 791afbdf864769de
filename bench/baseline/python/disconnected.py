"""What an alarm's notification by SNS says."""

import json


def desktop_of(event):
    """The desktop whose alarm rang: the first dimension of the alarm's metric."""
    message = json.loads(event["Records"][0]["Sns"]["Message"])
    return message["Trigger"]["Dimensions"][0]["value"]
