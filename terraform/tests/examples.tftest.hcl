# The examples plan, and do what they are examples of.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  zips_bucket             = "zips"
  operations_topic_arn    = "arn:aws:sns:eu-central-1:111122223333:operations"
  on_call_role_arn        = "arn:aws:iam::111122223333:role/on-call"
  directory_id            = "d-926722a1b3"
  directory_ca            = "-----BEGIN CERTIFICATE-----"
  vpc_id                  = "vpc-1"
  subnet_ids              = ["subnet-1"]
  dynamodb_prefix_list_id = "pl-1"
  shop_account_id         = "444455556666"
  portal_files_dir        = "./tests/fixtures/portal-dist"
}

run "minimal_manages_what_its_policy_matches" {
  command = plan

  module {
    source = "./examples/minimal"
  }

  assert {
    condition     = length(module.cleandesk.functions) == 3 && module.cleandesk.policies[0].dryRun
    error_message = "The least there is are three functions and a policy in dry run."
  }

  assert {
    condition     = jsonencode(module.cleandesk.policies[0].match) == jsonencode({ tags = { Pool = ["kiosk"] } }) && module.cleandesk.policies[0].strategy == "rebuild" && module.cleandesk.policies[0].graceSeconds == 1800
    error_message = "It manages what carries the tag, and nothing else."
  }

  assert {
    condition     = module.cleandesk.portal == null && module.cleandesk.directory_sync_table == null && module.cleandesk.trail_arn == null && length(module.cleandesk.notices) == 0
    error_message = "Nothing is there that was not asked for."
  }
}

run "directory_only_reads_a_group_and_resets_nobody" {
  module {
    source = "./examples/directory-only"
  }

  assert {
    condition     = contains(keys(module.cleandesk.functions), "directory-sync/sync") && alltrue([for policy in module.cleandesk.policies : policy.dryRun])
    error_message = "A group is read, and nobody is reset."
  }

  assert {
    condition     = keys(module.cleandesk.functions) == ["alarm-manager/reconcile", "alarm-manager/watch", "directory-sync/sync", "rebuild-service/seats"] && module.cleandesk.directory_sync_table == "cleandesk-directory-sync"
    error_message = "Of what is there on request, only the group's function and table."
  }

  assert {
    condition     = length(module.cleandesk.policies) == 1 && jsonencode(module.cleandesk.policies[0].match) == jsonencode({ tags = { DirectoryGroup = ["sales"] } })
    error_message = "The policy matches what the group's members get, or they would be nobody's."
  }

  assert {
    condition     = output.let_into_the_directory != null
    error_message = "In a VPC somebody has to let the function into the directory."
  }
}

run "bring_your_own_bus_keeps_the_owners_statements_beside_ours" {
  module {
    source = "./examples/bring-your-own-bus"
  }

  assert {
    condition     = module.cleandesk.event_bus.name == "company-events" && [for statement in jsondecode(aws_cloudwatch_event_bus_policy.company.policy).Statement : statement.Sid] == ["RefuseEveryoneButOurRoles", "LetTheShopSpeak"]
    error_message = "The bus is the owner's, and locked for what is ours."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_cloudwatch_event_bus_policy.company.policy).Statement :
      statement.Sid == "LetTheShopSpeak" ? statement.Effect == "Allow" && statement.Condition == { StringEquals = { "events:source" = "com.example.shop" } } && statement.Principal == { AWS = "arn:aws:iam::444455556666:root" } :
      statement.Effect == "Deny" && statement.Condition["ForAnyValue:StringLike"] == { "events:source" = ["cleandesk.*"] }
    ])
    error_message = "The shop says what is the shop's, and nobody but our roles what is ours."
  }

  assert {
    condition     = aws_cloudwatch_event_bus_policy.company.event_bus_name == "company-events" && aws_cloudwatch_event_bus.company.name == "company-events"
    error_message = "The policy is of the bus on which Cleandesk speaks."
  }
}

run "complete_has_everything_under_a_key_that_is_still_to_be_made" {
  command = plan

  module {
    source = "./examples/complete"
  }

  assert {
    condition     = length(module.cleandesk.functions) == 8 && module.cleandesk.portal != null
    error_message = "Everything that there is."
  }

  assert {
    condition     = [for policy in module.cleandesk.policies : [policy.name, policy.strategy, policy.dryRun]] == [["kiosks", "recreate", false], ["everybody-else", "rebuild", true]]
    error_message = "The first policy resets, the second one only says what it would do."
  }

  assert {
    condition     = module.cleandesk.policies[0].budget.share == 0.1 && module.cleandesk.policies[0].resetWindow[0].readyBy == "07:00" && module.cleandesk.policies[1].dataLoss.action == "wait" && module.cleandesk.policies[1].outage.share == 0.3
    error_message = "Each safeguard of the example reaches the functions."
  }

  assert {
    condition     = keys(module.cleandesk.notices) == ["kiosks"]
    error_message = "Users of the policy that resets are told."
  }

  assert {
    condition     = alltrue([for function in module.cleandesk.functions : startswith(function.function_name, "desktops-")]) && module.cleandesk.directory_sync_table == "desktops-directory-sync" && module.cleandesk.alarm_name_prefix == "WorkSpace_Disconnected_id_"
    error_message = "All names begin as the owner wants, but those of alarms on desktops."
  }
}
