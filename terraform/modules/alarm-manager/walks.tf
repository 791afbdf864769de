# Which walk over the fleet is under way, one item a task: of two that come at once one goes. A lost item costs a walk, so nothing is backed up;
# without the table there are no walks, so it can't be deleted by a slip.

resource "aws_dynamodb_table" "walks" {
  # checkov:skip=CKV_AWS_28:It holds what goes on in these minutes, and begins anew when it is empty
  # checkov:skip=CKV_AWS_119:It names no people and no desktops: DynamoDB's own key will do
  name                        = "${var.name}-walks"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "task"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.platform.tags

  attribute {
    name = "task"
    type = "S"
  }
}
