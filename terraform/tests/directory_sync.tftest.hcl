# Directory groups: off unless asked for, what the function is told, what it may do, where it may go, and what is refused.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  artifacts = {
    "alarm-manager/watch"     = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }
    "alarm-manager/reconcile" = { s3_bucket = "zips", s3_key = "reconcile.zip", hash = "aGFzaA==" }
    "rebuild-service/seats"   = { s3_bucket = "zips", s3_key = "seats.zip", hash = "aGFzaA==" }
    "directory-sync/sync"     = { s3_bucket = "zips", s3_key = "sync.zip", hash = "aGFzaA==" }
  }

  operations_topic  = { arn = "arn:aws:sns:eu-central-1:111122223333:operations" }
  redrive_role_arns = ["arn:aws:iam::111122223333:role/on-call"]

  policies = [
    { name = "groups", match = { tags = { Automation = ["Managed"] } }, strategy = "rebuild", grace_seconds = 1200, dry_run = false },
  ]

  directory_groups = [
    {
      name         = "sales"
      urls         = ["ldaps://dc1.example.com", "ldap://dc2.example.com:3890"]
      bind_user    = "cleandesk@example.com"
      secret       = "cleandesk/ldap"
      group_dn     = "CN=Sales,OU=Groups,DC=example,DC=com"
      directory_id = "d-926722a1b3"
      bundle_id    = "wsb-clj85qzj1"
    },
    {
      name               = "support"
      kind               = "openldap"
      urls               = ["ldaps://ldap.example.com:1636"]
      bind_user          = "cn=reader,dc=example,dc=com"
      secret             = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ldap-a1b2c3"
      secret_kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/1"
      group_dn           = "cn=support,ou=groups,dc=example,dc=com"
      directory_id       = "d-926722a1b3"
      bundle_id          = "wsb-clj85qzj1"
      every_minutes      = 15
      dry_run            = false
      encryption         = { key = "alias/desktops" }
      tags               = { CostCentre = "17" }
    },
  ]
}

run "no_group_no_service" {
  variables {
    directory_groups = []
  }

  assert {
    condition     = length(module.directory_sync) == 0 && !contains(keys(output.functions), "directory-sync/sync")
    error_message = "Directory groups are off by default, with all that they need."
  }
}

run "groups_are_read_and_rehearsed_until_their_owner_says_otherwise" {
  assert {
    condition     = contains(keys(output.functions), "directory-sync/sync") && contains(keys(local.speakers), "directory-sync/sync")
    error_message = "The function is there, and the bus lets it speak."
  }

  assert {
    condition     = [for group in local.directory_groups : group.dry_run] == [true, false]
    error_message = "A new group begins in dry run."
  }

  assert {
    condition     = [for group in local.directory_groups : group.search_base] == ["DC=example,DC=com", "dc=example,dc=com"]
    error_message = "Users are looked for below the DC parts of the group's DN, unless said."
  }
}

# --- The module by itself: what the function is told, what it may do, and where it may go.

run "it_reads_its_secrets_remembers_and_says" {
  module {
    source = "./modules/directory-sync"
  }

  variables {
    name      = "cleandesk"
    platform  = { name = "cleandesk", runbook = "docs/runbooks/%s.md", account_id = "111122223333", region = "eu-central-1", partition = "aws", bus = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }, runtime = "nodejs22.x", architecture = "arm64", log_retention_days = 90, kms_key_arn = null, permissions_boundary_arn = null, operations_topic_arn = null, redrive_role_arns = [], extra_environment = {}, tags = {} }
    timers    = { group_name = "cleandesk", role_arn = "arn:aws:iam::111122223333:role/timers", dead_letter_arn = "arn:aws:sqs:eu-central-1:111122223333:timers" }
    artifacts = { sync = { path = null, s3_bucket = "zips", s3_key = "sync.zip", s3_object_version = null, hash = "aGFzaA==" } }
    groups = [
      {
        name          = "sales", kind = "active-directory", urls = ["ldaps://dc1.example.com", "ldap://dc2.example.com:3890"], bind_user = "cleandesk@example.com", secret = "cleandesk/ldap"
        group_dn      = "CN=Sales,OU=Groups,DC=example,DC=com", search_base = "DC=example,DC=com", attributes = { login = "userPrincipalName" }, nested = true
        directory_id  = "d-926722a1b3", bundle_id = "wsb-clj85qzj1", workspace = { running_mode = "AUTO_STOP", auto_stop_minutes = 60, root_volume_gib = null, user_volume_gib = null, compute_type = null, protocols = null }
        encryption    = { key = "alias/desktops", root_volume = true, user_volume = true }, tags = { CostCentre = "17" }, require_mail = true, exclude_disabled = true
        every_minutes = 5, leaver_delay_minutes = 60, connected_leaver_minutes = 30
        limits        = { leavers_share = 0.1, leavers_least = 5, may_be_empty = false, members_most = 25000 }, dry_run = false
      },
    ]
    network = {
      vpc_id = "vpc-1", subnet_ids = ["subnet-1", "subnet-2"], directory_cidrs = ["10.0.1.0/24"], https_cidrs = [], https_prefix_list_ids = ["pl-dynamodb"], create_endpoints = true
    }
    deletion_protection = true
    pace                = { sync = { timeout_seconds = 600, visibility_timeout_seconds = 660 }, max_receives = 10 }
  }

  assert {
    condition = jsondecode(local.wire["sales"]) == {
      name                   = "sales"
      kind                   = "active-directory"
      urls                   = ["ldaps://dc1.example.com", "ldap://dc2.example.com:3890"]
      bindUser               = "cleandesk@example.com"
      secret                 = "cleandesk/ldap"
      groupDn                = "CN=Sales,OU=Groups,DC=example,DC=com"
      searchBase             = "DC=example,DC=com"
      attributes             = { login = "userPrincipalName" }
      nested                 = true
      directoryId            = "d-926722a1b3"
      desired                = { bundleId = "wsb-clj85qzj1", runningMode = "AUTO_STOP", autoStopMinutes = 60, volumeEncryptionKey = "alias/desktops", rootVolumeEncrypted = true, userVolumeEncrypted = true, tags = { CostCentre = "17" } }
      requireMail            = true
      excludeDisabled        = true
      leaverDelaySeconds     = 3600
      connectedLeaverSeconds = 1800
      limits                 = { leaversShare = 0.1, leaversLeast = 5, mayBeEmpty = false, membersMost = 25000 }
      dryRun                 = false
    }
    error_message = "The function reads what the owner wrote, and nothing that was not given."
  }

  assert {
    condition     = !strcontains(local.permissions, "workspaces:") && !strcontains(local.permissions, "\"Resource\":\"*\"")
    error_message = "It has nothing to do with WorkSpaces, and every permission names its resource."
  }

  assert {
    condition     = strcontains(local.permissions, "arn:aws:secretsmanager:eu-central-1:111122223333:secret:cleandesk/ldap-??????")
    error_message = "A secret's name is that one secret, and not all whose names begin so."
  }

  assert {
    condition = (
      sort(keys(aws_vpc_security_group_egress_rule.directory)) == tolist(["10.0.1.0/24:3890", "10.0.1.0/24:636"]) &&
      length(aws_vpc_security_group_egress_rule.apis) == 0 && length(aws_vpc_security_group_egress_rule.gateways) == 1 &&
      length(aws_vpc_security_group_egress_rule.endpoints) == 1 && sort(keys(aws_vpc_endpoint.api)) == tolist(["events", "secretsmanager", "sqs"])
    )
    error_message = "Out to the directory at the ports that are named, to AWS at 443, and nowhere else."
  }

  assert {
    condition     = aws_scheduler_schedule.recurring["sales"].schedule_expression == "rate(5 minutes)" && aws_scheduler_schedule.recurring["sales"].target[0].input == "{\"group\":\"sales\"}"
    error_message = "The group comes due by itself."
  }

  # A new group raises none of them: there is nothing to count before its first read.
  assert {
    condition = alltrue([
      for because, alarm in { directory = aws_cloudwatch_metric_alarm.directory_unreachable["sales"], group = aws_cloudwatch_metric_alarm.sync_refused["sales"] } :
      alarm.namespace == "Cleandesk/cleandesk" && alarm.metric_name == "DirectorySyncRefused" && alarm.dimensions == tomap({ service = "directory-sync", group = "sales", because = because }) &&
      alarm.evaluation_periods == 3 && alarm.datapoints_to_alarm == 3 && alarm.period == 300 && alarm.treat_missing_data == "notBreaching"
    ])
    error_message = "A group that is refused for three of its periods calls a person, by what stood in the way."
  }

  # Metrics with other dimensions are other metrics: an alarm on them would never ring.
  assert {
    condition = alltrue([
      for alarm in concat(values(aws_cloudwatch_metric_alarm.directory_unreachable), values(aws_cloudwatch_metric_alarm.sync_refused)) : contains(
        flatten([
          for measure in jsondecode(file("./modules/directory-sync/generated/sync.json")).measures :
          [for dimensions in measure.dimensions : jsonencode(sort(dimensions))] if measure.name == alarm.metric_name
        ]),
        jsonencode(sort(keys(alarm.dimensions))),
      )
    ])
    error_message = "The alarms of groups ask what the service measures."
  }
}

# --- What is refused.

run "desktops_that_no_policy_matches" {
  command = plan

  variables {
    policies = [{ name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200 }]
  }

  expect_failures = [var.directory_groups]
}

run "two_groups_of_one_name" {
  command = plan

  variables {
    directory_groups = [for name in ["sales", "Sales"] : {
      name = name, urls = ["ldaps://dc1.example.com"], bind_user = "u", secret = "s", group_dn = "CN=Sales,DC=example,DC=com", directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1"
    }]
  }

  expect_failures = [var.directory_groups]
}

run "a_server_without_tls" {
  command = plan

  variables {
    directory_groups = [{
      name = "sales", urls = ["http://dc1.example.com"], bind_user = "u", secret = "s", group_dn = "CN=Sales,DC=example,DC=com", directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1"
    }]
  }

  expect_failures = [var.directory_groups]
}

run "a_name_that_is_no_dn" {
  command = plan

  variables {
    directory_groups = [{
      name = "sales", urls = ["ldaps://dc1.example.com"], bind_user = "u", secret = "s", group_dn = "Sales", search_base = "DC=example,DC=com", directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1"
    }]
  }

  expect_failures = [var.directory_groups]
}

run "a_filter_that_is_left_open" {
  command = plan

  variables {
    directory_groups = [
      { name = "sales", urls = ["ldaps://dc1.example.com"], bind_user = "cleandesk@example.com", secret = "cleandesk/ldap", group_dn = "CN=Sales,DC=example,DC=com", directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1", user_filter = "(&(objectClass=user)(!(title=\\28temporary\\29))" },
    ]
  }

  expect_failures = [var.directory_groups]
}

run "a_filter_without_brackets" {
  command = plan

  variables {
    directory_groups = [
      { name = "sales", urls = ["ldaps://dc1.example.com"], bind_user = "cleandesk@example.com", secret = "cleandesk/ldap", group_dn = "CN=Sales,DC=example,DC=com", directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1", group_filter = "objectClass=group" },
    ]
  }

  expect_failures = [var.directory_groups]
}

run "filters_with_brackets_in_a_value" {
  command = plan

  variables {
    directory_groups = [
      { name = "sales", urls = ["ldaps://dc1.example.com"], bind_user = "cleandesk@example.com", secret = "cleandesk/ldap", group_dn = "CN=Sales,DC=example,DC=com", directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1", group_filter = "(objectClass=group)", user_filter = "(&(objectClass=user)(!(title=\\28temporary)))" },
    ]
  }

  assert {
    condition     = length(local.directory_groups) == 1
    error_message = "What RFC 4515 allows is let through."
  }
}

run "a_tag_that_the_service_sets" {
  command = plan

  variables {
    directory_groups = [{
      name = "sales", urls = ["ldaps://dc1.example.com"], bind_user = "u", secret = "s", group_dn = "CN=Sales,DC=example,DC=com", directory_id = "d-926722a1b3", bundle_id = "wsb-clj85qzj1", tags = { directorygroup = "other" }
    }]
  }

  expect_failures = [var.directory_groups]
}

run "a_network_from_which_no_api_is_reached" {
  command = plan

  variables {
    directory_network = { vpc_id = "vpc-1", subnet_ids = ["subnet-1"], directory_cidrs = ["10.0.1.0/24"] }
  }

  expect_failures = [var.directory_network]
}
