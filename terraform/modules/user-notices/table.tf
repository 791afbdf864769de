# What has been told, so that nobody is told twice, and own templates, which are too long for a function's environment.

resource "aws_dynamodb_table" "told" {
  # checkov:skip=CKV_AWS_119:Encrypted with DynamoDB's own key, or with the owner's when there is one (`kms_key_arn`)
  name                        = "${var.name}-user-notices"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.platform.tags

  attribute {
    name = "pk"
    type = "S"
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  # Lost, everybody would be told once more.
  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = var.platform.kms_key_arn != null
    kms_key_arn = var.platform.kms_key_arn
  }
}

resource "aws_dynamodb_table_item" "templates" {
  count = length(var.templates) == 0 ? 0 : 1

  table_name = aws_dynamodb_table.told.name
  hash_key   = aws_dynamodb_table.told.hash_key

  item = jsonencode({
    pk        = { S = local.templates_key }
    templates = { S = jsonencode(var.templates) }
  })

  # Functions of before go on with the templates of before until they are replaced.
  lifecycle {
    create_before_destroy = true
  }
}
