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
}

run "directory_only_reads_a_group_and_resets_nobody" {
  command = plan

  module {
    source = "./examples/directory-only"
  }

  assert {
    condition     = contains(keys(module.cleandesk.functions), "directory-sync/sync") && alltrue([for policy in module.cleandesk.policies : policy.dryRun])
    error_message = "A group is read, and nobody is reset."
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
}
