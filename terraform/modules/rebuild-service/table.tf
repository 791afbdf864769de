resource "aws_dynamodb_table" "seats" {
  # checkov:skip=CKV_AWS_119:Encrypted with DynamoDB's own key, or with the owner's when there is one (`kms_key_arn`)
  name                        = "${var.name}-seats"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.platform.tags

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "workspaceId"
    type = "S"
  }

  attribute {
    name = "inFlight"
    type = "S"
  }

  attribute {
    name = "dueAt"
    type = "N"
  }

  # A signal names a desktop, not a seat.
  global_secondary_index {
    name               = "seat-of-desktop"
    hash_key           = "workspaceId"
    projection_type    = "INCLUDE"
    non_key_attributes = ["committedAt"]
  }

  # Only seats with something to do carry `inFlight`, so this index stays as small as the work is.
  global_secondary_index {
    name               = "work-due"
    hash_key           = "inFlight"
    range_key          = "dueAt"
    projection_type    = "INCLUDE"
    non_key_attributes = ["gate"]
  }

  # Those of 0.1.0, as it made them: its code asks them until it is replaced, and an index that is changed is gone while it is built anew.
  # The release after this one takes them away.
  global_secondary_index {
    name            = "by-desktop"
    hash_key        = "workspaceId"
    projection_type = "ALL"
  }

  global_secondary_index {
    name            = "in-flight"
    hash_key        = "inFlight"
    range_key       = "dueAt"
    projection_type = "ALL"
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  # Seats hold the specs from which desktops are created again.
  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = var.platform.kms_key_arn != null
    kms_key_arn = var.platform.kms_key_arn
  }
}
