# Requests with each step, what is known of seats, leases, links, and the portal's own configuration, which is too long for a function's
# environment. Who was given what, and by whom, is in no other place.

resource "aws_dynamodb_table" "portal" {
  # checkov:skip=CKV_AWS_119:Encrypted with DynamoDB's own key, or with the owner's when there is one (`kms_key_arn`)
  name                        = "${var.name}-portal"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.platform.tags

  dynamic "attribute" {
    for_each = ["pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"]
    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "global_secondary_index" {
    for_each = ["gsi1", "gsi2"]
    content {
      name            = global_secondary_index.value
      hash_key        = "${global_secondary_index.value}pk"
      range_key       = "${global_secondary_index.value}sk"
      projection_type = "ALL"
    }
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = var.platform.kms_key_arn != null
    kms_key_arn = var.platform.kms_key_arn
  }
}

resource "aws_dynamodb_table_item" "settings" {
  table_name = aws_dynamodb_table.portal.name
  hash_key   = aws_dynamodb_table.portal.hash_key
  range_key  = aws_dynamodb_table.portal.range_key

  item = jsonencode({
    pk       = { S = local.settings_key }
    sk       = { S = "portal" }
    settings = { S = local.settings }
  })

  # Functions of before go on with the settings of before until they are replaced.
  lifecycle {
    create_before_destroy = true
  }
}
