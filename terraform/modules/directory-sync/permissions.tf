# One secret for each group, its own table, and the bus. Nothing of WorkSpaces.

locals {
  # A name, or an ARN. Secrets Manager ends an ARN in a dash and six characters that nobody chooses (its User Guide, "Secret identifiers").
  secret_arns = distinct([
    for group in var.groups : startswith(group.secret, "arn:") ? group.secret :
    "arn:${var.platform.partition}:secretsmanager:${var.platform.region}:${var.platform.account_id}:secret:${group.secret}-??????"
  ])
  secret_keys = distinct([for group in var.groups : group.secret_kms_key_arn if group.secret_kms_key_arn != null])

  permissions = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid    = "RememberGroups"
          Effect = "Allow"
          Action = [
            "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem",
            "dynamodb:Query", "dynamodb:UpdateItem",
          ]
          Resource = aws_dynamodb_table.sync.arn
        },
        {
          Sid      = "SayWhatDirectorySyncSays"
          Effect   = "Allow"
          Action   = "events:PutEvents"
          Resource = var.platform.bus.arn
          Condition = {
            # `events:source` is a list to IAM. "All of none" is true, so Null demands that there is one.
            "ForAllValues:StringEquals" = { "events:source" = [local.source] }
            StringEquals                = { "events:detail-type" = local.says }
            Null                        = { "events:source" = "false" }
          }
        },
      ],
      length(local.secret_arns) == 0 ? [] : [{
        Sid      = "ReadTheBindUsersPasswords"
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = local.secret_arns
      }],
      length(local.secret_keys) == 0 ? [] : [{
        Sid       = "OpenTheBindUsersPasswords"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = local.secret_keys
        Condition = { StringEquals = { "kms:ViaService" = "secretsmanager.${var.platform.region}.amazonaws.com" } }
      }],
      var.platform.kms_key_arn == null ? [] : [{
        # DynamoDB opens the table on behalf of whoever reads it.
        Sid       = "LetDynamoDbUseTheOwnersKey"
        Effect    = "Allow"
        Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = var.platform.kms_key_arn
        Condition = { StringEquals = { "kms:ViaService" = "dynamodb.${var.platform.region}.amazonaws.com" } }
      }],
    )
  })
}
