# What was said last of whom, and the groups themselves, which do not fit into a function's environment with their authorities' certificates.

resource "aws_dynamodb_table" "sync" {
  # checkov:skip=CKV_AWS_119:Encrypted with DynamoDB's own key, or with the owner's when there is one (`kms_key_arn`)
  name                        = "${var.name}-directory-sync"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "pk"
  range_key                   = "sk"
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.platform.tags

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  ttl {
    attribute_name = "expiresAt"
    enabled        = true
  }

  # Who got a desktop through which group is in no other place.
  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = var.platform.kms_key_arn != null
    kms_key_arn = var.platform.kms_key_arn
  }
}

resource "aws_dynamodb_table_item" "group" {
  for_each = local.by_name

  table_name = aws_dynamodb_table.sync.name
  hash_key   = aws_dynamodb_table.sync.hash_key
  range_key  = aws_dynamodb_table.sync.range_key

  item = jsonencode({
    pk    = { S = local.config_key }
    sk    = { S = each.key }
    place = { N = tostring(each.value.place) }
    group = { S = local.wire[each.key] }
  })

  # Functions of before go on with the groups of before until they are replaced.
  lifecycle {
    create_before_destroy = true
  }
}

# For people's commands, which are told the table and nothing else.
resource "aws_dynamodb_table_item" "present" {
  table_name = aws_dynamodb_table.sync.name
  hash_key   = aws_dynamodb_table.sync.hash_key
  range_key  = aws_dynamodb_table.sync.range_key

  item = jsonencode({
    pk  = { S = "CONFIG" }
    sk  = { S = "present" }
    key = { S = jsondecode(aws_dynamodb_table_item.group[var.groups[0].name].item).pk.S }
  })
}
