# Sending as one sender, publishing to one topic, and its own table. Nothing of seats, WorkSpaces or the bus.

locals {
  ses      = "arn:${var.platform.partition}:ses:${var.platform.region}:${var.platform.account_id}"
  identity = var.mail == null ? null : coalesce(var.mail.identity, split("@", var.mail.from_address)[1])
  # RFC 5322: a name with a dot in it stands in quotation marks.
  from = var.mail == null ? null : var.mail.from_name == null ? var.mail.from_address : "\"${var.mail.from_name}\" <${var.mail.from_address}>"

  permissions = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid      = "RememberWhatWasTold"
        Effect   = "Allow"
        Action   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
        Resource = aws_dynamodb_table.told.arn
      }],
      var.mail == null ? [] : [{
        Sid    = "SendMailAsThisSender"
        Effect = "Allow"
        Action = "ses:SendEmail"
        # SES asks for the configuration set, too, where there is one.
        Resource  = concat(["${local.ses}:identity/${local.identity}"], var.mail.configuration_set == null ? [] : ["${local.ses}:configuration-set/${var.mail.configuration_set}"])
        Condition = { StringEquals = { "ses:FromAddress" = var.mail.from_address } }
      }],
      var.topic == null ? [] : [{
        Sid      = "TellTheTopic"
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = var.topic.arn
      }],
      try(var.topic.kms_key_arn, null) == null ? [] : [{
        Sid       = "LockWhatTheTopicKeeps"
        Effect    = "Allow"
        Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource  = var.topic.kms_key_arn
        Condition = { StringEquals = { "kms:ViaService" = "sns.${split(":", var.topic.kms_key_arn)[3]}.amazonaws.com" } }
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
