# All policies as they would be made, for scripts/checks (`./scripts/test --only security`), which reads them from Terraform's JSON. What is not
# switched on here is not checked.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  artifacts = {
    "alarm-manager/watch"     = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }
    "alarm-manager/reconcile" = { s3_bucket = "zips", s3_key = "reconcile.zip", hash = "aGFzaA==" }
    "rebuild-service/seats"   = { s3_bucket = "zips", s3_key = "seats.zip", hash = "aGFzaA==" }
    "user-notices/tell"       = { s3_bucket = "zips", s3_key = "tell.zip", hash = "aGFzaA==" }
    "directory-sync/sync"     = { s3_bucket = "zips", s3_key = "sync.zip", hash = "aGFzaA==" }
    "approval-service/api"    = { s3_bucket = "zips", s3_key = "api.zip", hash = "aGFzaA==" }
    "approval-service/steps"  = { s3_bucket = "zips", s3_key = "steps.zip", hash = "aGFzaA==" }
    "approval-service/hear"   = { s3_bucket = "zips", s3_key = "hear.zip", hash = "aGFzaA==" }
  }

  operations_topic   = { arn = "arn:aws:sns:eu-central-1:111122223333:operations" }
  redrive_role_arns  = ["arn:aws:iam::111122223333:role/on-call"]
  operator_role_arns = ["arn:aws:iam::111122223333:role/helpdesk"]
  kms_key_arn        = "arn:aws:kms:eu-central-1:111122223333:key/of-the-owner"
  create_trail       = true

  directory_groups = [{
    name               = "sales"
    urls               = ["ldaps://dc1.example.com"]
    bind_user          = "cleandesk@example.com"
    secret             = "cleandesk/ldap"
    secret_kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/of-the-secret"
    group_dn           = "CN=Sales,OU=Groups,DC=example,DC=com"
    directory_id       = "d-926722a1b3"
    bundle_id          = "wsb-clj85qzj1"
  }]
  directory_network = {
    vpc_id           = "vpc-1"
    subnet_ids       = ["subnet-1"]
    directory_cidrs  = ["10.0.1.0/24"]
    https_cidrs      = ["10.0.2.0/24"]
    create_endpoints = true
  }

  portal = {
    directory_id = "d-926722a1b3"
    files_dir    = "./tests/fixtures/portal-dist"
    mail         = { from_address = "portal@mail.example.com", configuration_set = "desktops" }
    approvers    = ["eva@example.com", "otto@example.com"]
    # Each policy of these runs matches one of them.
    offers = [for pool in ["kiosk", "clinic"] : {
      id            = pool
      title         = pool
      vcpu          = 2
      memory_gib    = 4
      storage_gib   = 130
      monthly_price = { amount = 35, currency = "EUR" }
      bundle_id     = "wsb-clj85qzj1"
      tags          = { Pool = pool, Stage = "live" }
    }]
  }

  user_notices = {
    mail = {
      from_address      = "desktops@mail.example.com"
      configuration_set = "desktops"
      user_addresses    = { "d-926722a1b3" = "{userName}@example.com" }
    }
    topic = { arn = "arn:aws:sns:eu-central-1:111122223333:desktops", kms_key_arn = "arn:aws:kms:eu-central-1:111122223333:key/of-the-topic" }
  }
}

run "policies_that_select_by_tags" {
  variables {
    policies = [
      { name = "groups", match = { tags = { Automation = ["Managed"] } }, strategy = "recreate", grace_seconds = 1200 },
      { name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1200, notices = {} },
      { name = "clinic", match = { tags = { Pool = ["clinic"], Stage = ["live"] } }, strategy = "recreate", grace_seconds = 1200 },
    ]
  }
}

run "a_policy_that_selects_by_directory" {
  variables {
    policies = [{ name = "everyone", match = { directory_ids = ["d-926722a1b3"] }, strategy = "rebuild", grace_seconds = 1200, notices = {} }]
  }
}
