# Fails by design: `check.mjs` reads the words with which each of these is refused.

mock_provider "aws" {
  source = "./tests/mocks"
}

run "everything_at_once" {
  command = plan

  variables {
    alarm_period_seconds     = 90
    fleet_shards             = [{ name = "Floor_1" }, { name = "twice" }, { name = "twice" }]
    fleet_desktops_per_shard = 1000
    workspaces_calls_at_once = 1
    operator_role_arns       = ["*"]
    tuning                   = { lease_seconds = 60 }
    kms_key_arn              = "alias/cleandesk"
    event_bus                = { name = "default" }
    alarm_topic_arn          = "left.fifo"
    operations_topic         = { arn = "operations" }
    permissions_boundary_arn = "boundary"
    iam_path                 = "cleandesk"
    extra_environment        = { "NO-NAME" = "" }
    tags                     = { "aws:mine" = "" }
    release                  = { s3_bucket = "zips", manifest = "./nowhere.json" }
    artifacts                = { "alarm-manager/look" = { path = "./look.zip" } }

    policies = [
      { name = "everyone", match = {}, strategy = "rebuild" },
      { name = "nobody", match = { tags = { Pool = [] } }, strategy = "rebuild" },
      { name = "twice", match = { directory_ids = ["d-9X"] }, strategy = "rebuild" },
      { name = "Twice", match = { bundle_ids = ["ws-1"] }, strategy = "restore" },
      { name = "no-choice", match = { tags = { Pool = ["kiosk"] } } },
      { name = "hasty", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 5, notices = {} },
      { name = "a/b", match = { bundle_ids = [for number in range(200) : "wsb-${substr(sha1(tostring(number)), 0, 32)}"] }, strategy = "rebuild" },
    ]
  }
}
