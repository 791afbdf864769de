# Who may call the WorkSpaces API when: AWS allows an account so many calls a second in a Region, for all who call. So all functions of all
# services book their turns in one item. The table belongs to none of the services, as the API does not.

locals {
  # AWS lets 5 calls through at once at 2 a second.
  calls_at_once = var.calls_at_once == null ? max(2, floor(2.5 * var.calls_per_second)) : var.calls_at_once
}

resource "aws_dynamodb_table" "pace" {
  # checkov:skip=CKV_AWS_28:It holds two points in time of these seconds, and begins anew when it is empty
  # checkov:skip=CKV_AWS_119:It names nobody and nothing. DynamoDB's own key will do, and nobody can disable it
  name                        = "${var.name}-workspaces-pace"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  attribute {
    name = "pk"
    type = "S"
  }
}
