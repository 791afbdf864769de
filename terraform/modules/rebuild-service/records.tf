# What was decided and done, for whoever asks later why. Nothing of the product changes or removes a record: they are appended, and expire.
resource "aws_dynamodb_table" "records" {
  # checkov:skip=CKV_AWS_119:Encrypted with DynamoDB's own key, or with the owner's when there is one (`kms_key_arn`)
  name                        = "${var.name}-records"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "number"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.platform.tags

  attribute {
    name = "pk"
    type = "S"
  }

  # A record's place among those of its seat.
  attribute {
    name = "number"
    type = "N"
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  # A record that somebody changed shows in its chain; what it said before is found here.
  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = var.platform.kms_key_arn != null
    kms_key_arn = var.platform.kms_key_arn
  }
}
