# The least there is: one policy, in dry run, and a person who is told.

module "cleandesk" {
  source = "../.." # git::https://…/cleandesk.git//terraform?ref=v1.0.0

  policies = [
    { name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1800 },
  ]

  # The zips of a release, in a bucket of yours. From a checkout where they were built: leave it out.
  release = {
    s3_bucket = var.zips_bucket
    s3_prefix = "cleandesk/1.0.0/"
    manifest  = "${path.module}/../artifacts.json"
  }

  operations_topic  = { arn = var.operations_topic_arn }
  redrive_role_arns = [var.on_call_role_arn]
}
