"""Every five minutes: members of a directory group have desktops, and desktops of the group's whose users are no members go.

What a run makes or terminates at most is one call of each; the next run goes on. The secret is the password itself.
"""

import ssl

import boto3
from ldap3 import ALL, SIMPLE, SUBTREE, Connection, Server, Tls

secrets = boto3.client("secretsmanager")
workspaces = boto3.client("workspaces")

MOST_OF_A_CALL = 24


def handler(event, _context):
    members = members_of(event)
    desktops = desktops_in(event["directory_id"])
    missing = [name for name in members if name not in desktops]
    leaving = [
        workspace_id
        for name, workspace_id in desktops.items()
        if name not in members and is_managed(workspace_id, event["group_name"])
    ]
    if leaving:
        requests = [{"WorkspaceId": workspace_id} for workspace_id in leaving[:MOST_OF_A_CALL]]
        workspaces.terminate_workspaces(TerminateWorkspaceRequests=requests)
    if missing:
        workspaces.create_workspaces(Workspaces=[wanted(event, name) for name in missing[:MOST_OF_A_CALL]])
    return {"made": len(missing[:MOST_OF_A_CALL]), "terminated": len(leaving[:MOST_OF_A_CALL])}


def members_of(event):
    """User names of the members that have a mail address, looked up one after the other.

    The seed binds by NTLM; a simple bind over TLS asks the directory for no more and no less.
    """
    password = secrets.get_secret_value(SecretId=event["secret_name"])["SecretString"]
    tls = Tls(validate=ssl.CERT_REQUIRED, ca_certs_data=event.get("ca"))
    server = Server(event["ldap_server"], port=event.get("ldap_port", 636), use_ssl=True, tls=tls, get_info=ALL)
    login, mail = event.get("login_attribute", "sAMAccountName"), "mail"
    found = set()
    with Connection(server, event["ldap_user"], password, authentication=SIMPLE, auto_bind=True) as directory:
        directory.search(event["group_dn"], event["group_filter"], SUBTREE, attributes=["member"])
        for dn in directory.entries[0].member.values:
            directory.search(dn, event["user_filter"], SUBTREE, attributes=[mail, login])
            person = directory.entries[0]
            if person[mail].value:
                found.add(person[login].value)
    return found


def desktops_in(directory_id):
    """Desktops by their users' names, page by page, without those that are being terminated."""
    desktops, token = {}, None
    while True:
        page = workspaces.describe_workspaces(DirectoryId=directory_id, **({"NextToken": token} if token else {}))
        for desktop in page["Workspaces"]:
            if desktop["State"] != "TERMINATING":
                desktops[desktop["UserName"]] = desktop["WorkspaceId"]
        token = page.get("NextToken")
        if not token:
            return desktops


def is_managed(workspace_id, group_name):
    tags = workspaces.describe_tags(ResourceId=workspace_id)["TagList"]
    wanted_tags = tags_of(group_name)
    return all(tag in tags for tag in wanted_tags)


def tags_of(group_name):
    return [{"Key": "Automation", "Value": "Managed"}, {"Key": "DirectoryGroup", "Value": group_name}]


def wanted(event, name):
    return {
        "DirectoryId": event["directory_id"],
        "UserName": name,
        "BundleId": event["bundle_id"],
        "UserVolumeEncryptionEnabled": False,
        "RootVolumeEncryptionEnabled": False,
        "WorkspaceProperties": event["properties"],
        "Tags": tags_of(event["group_name"]),
    }
