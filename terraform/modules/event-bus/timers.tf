# A timer is an event that has not happened yet: its target is the bus, and it may say what timers say and nothing else.

resource "aws_scheduler_schedule_group" "timers" {
  name = var.name
  tags = var.tags
}

resource "aws_iam_role" "timers" {
  name                 = "${var.name}-timers"
  description          = "Lets timers speak on ${var.name}"
  path                 = var.iam_path
  permissions_boundary = var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LetOurTimersRun"
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.account_id }
        ArnEquals    = { "aws:SourceArn" = "arn:${var.partition}:scheduler:${var.region}:${var.account_id}:schedule-group/${var.name}" }
      }
    }]
  })
}

resource "aws_iam_role_policy" "timers" {
  name = "speak"
  role = aws_iam_role.timers.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        for source, detail_types in var.timer_events : {
          Sid      = "SayThatTimersOf${replace(title(replace(trimprefix(source, "cleandesk."), "-", " ")), " ", "")}CameDue"
          Effect   = "Allow"
          Action   = "events:PutEvents"
          Resource = local.bus.arn
          Condition = {
            # `events:source` is a list to IAM. "All of none" is true, so Null demands that there is one.
            "ForAllValues:StringEquals" = { "events:source" = [source] }
            StringEquals                = { "events:detail-type" = detail_types }
            Null                        = { "events:source" = "false" }
          }
        }
      ],
      [
        {
          Sid      = "PutAsideWhatTheBusRefused"
          Effect   = "Allow"
          Action   = "sqs:SendMessage"
          Resource = aws_sqs_queue.timer_dead_letters.arn
        },
      ],
      var.kms_key_arn == null ? [] : [
        {
          Sid      = "LockWithTheOwnersKey"
          Effect   = "Allow"
          Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
          Resource = var.kms_key_arn
        },
      ],
    )
  })
}

resource "aws_sqs_queue" "timer_dead_letters" {
  name                      = "${var.name}-timers-dead-letters"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = var.kms_key_arn == null ? true : null
  kms_master_key_id         = var.kms_key_arn
  tags                      = var.tags

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "RefusePlainHttp"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = local.queue_arns.timers
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
