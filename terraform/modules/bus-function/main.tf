# Rule → queue with a dead-letter queue → function: here work can be seen, bounded, retried and redriven.

locals {
  tags = var.platform.tags

  queue_name        = var.name
  dead_letters_name = "${var.name}-dead-letters"

  # Known by name before they exist, so that the queues' policies can name them without a circle.
  queue_arn = "arn:${var.platform.partition}:sqs:${var.platform.region}:${var.platform.account_id}:${local.queue_name}"
  rule_arns = [
    for name in values(local.rule_names) :
    "arn:${var.platform.partition}:events:${var.platform.region}:${var.platform.account_id}:rule/${var.platform.bus.name}/${name}"
  ]
  role_arn = "arn:${var.platform.partition}:iam::${var.platform.account_id}:role${var.platform.iam_path}${var.name}"

  # What a function hears can end a desktop, so its queue is locked like the bus: no role of the account sends to it, whatever IAM allows.
  senders = {
    # Moving dead letters back is sending, by whoever started it.
    work         = { arn = local.queue_arn, role_arns = var.platform.redrive_role_arns }
    dead_letters = { arn = "${local.queue_arn}-dead-letters", role_arns = [local.role_arn] }
  }

  queue_policies = {
    for queue, sender in local.senders : queue => jsonencode({
      Version = "2012-10-17"
      Statement = [
        {
          Sid       = "LetOurRulesSend"
          Effect    = "Allow"
          Principal = { Service = "events.amazonaws.com" }
          Action    = "sqs:SendMessage"
          Resource  = sender.arn
          Condition = { ArnEquals = { "aws:SourceArn" = local.rule_arns } }
        },
        {
          Sid       = "RefuseAllOtherSenders"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:SendMessage"
          Resource  = sender.arn
          Condition = merge(
            {
              ArnNotEquals = { "aws:SourceArn" = local.rule_arns }
              # What SQS itself puts aside after too many deliveries has no principal, and must not be lost.
              Null = { "aws:PrincipalArn" = "false" }
            },
            length(sender.role_arns) == 0 ? {} : { ArnNotLike = { "aws:PrincipalArn" = sender.role_arns } },
          )
        },
        {
          Sid       = "RefusePlainHttp"
          Effect    = "Deny"
          Principal = "*"
          Action    = "sqs:*"
          Resource  = sender.arn
          Condition = { Bool = { "aws:SecureTransport" = "false" } }
        },
      ]
    })
  }
}

# --- Queues

resource "aws_sqs_queue" "dead_letters" {
  name                      = local.dead_letters_name
  message_retention_seconds = 1209600 # 14 days, the longest there is: a weekend and a holiday must not lose evidence
  sqs_managed_sse_enabled   = var.platform.kms_key_arn == null ? true : null
  kms_master_key_id         = var.platform.kms_key_arn
  policy                    = local.queue_policies.dead_letters
  tags                      = local.tags

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [local.queue_arn]
  })
}

resource "aws_sqs_queue" "work" {
  name                       = local.queue_name
  visibility_timeout_seconds = var.visibility_timeout_seconds
  message_retention_seconds  = 345600 # 4 days: longer than any outage that nobody was paged for
  sqs_managed_sse_enabled    = var.platform.kms_key_arn == null ? true : null
  kms_master_key_id          = var.platform.kms_key_arn
  policy                     = local.queue_policies.work
  tags                       = local.tags

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = var.max_receives
  })

  # Else any queue of the account could name this one for its dead letters, and SQS would move forged messages past the policy.
  redrive_allow_policy = jsonencode({ redrivePermission = "denyAll" })
}

# --- Rules

resource "aws_cloudwatch_event_rule" "hears" {
  for_each = local.patterns

  name           = local.rule_names[each.key]
  description    = substr("${var.name} hears ${join(", ", each.value["detail-type"])}", 0, 512)
  event_bus_name = var.platform.bus.name
  event_pattern  = jsonencode(local.rule_patterns[each.key])
  tags           = local.tags

  lifecycle {
    precondition {
      condition     = local.details_per_door[each.key] == 1
      error_message = "${var.name} hears \"${each.key}\" with two patterns. An event that both match would be delivered twice: make them one in the function's code."
    }
    precondition {
      condition     = length(jsonencode(local.rule_patterns[each.key])) <= 2048
      error_message = "The pattern of ${var.name} for \"${each.key}\" is longer than the 2048 characters that EventBridge takes."
    }
  }
}

resource "aws_cloudwatch_event_target" "queue" {
  for_each = aws_cloudwatch_event_rule.hears

  event_bus_name = var.platform.bus.name
  rule           = each.value.name
  target_id      = "queue"
  arn            = aws_sqs_queue.work.arn

  # What can't be put into the queue (its key is disabled, its policy was changed) is not lost. The message has the same shape there.
  dead_letter_config {
    arn = aws_sqs_queue.dead_letters.arn
  }
}

# --- Function

module "function" {
  source = "../function"

  name            = var.name
  service         = var.service
  purpose         = var.purpose
  generated_file  = var.generated_file
  platform        = var.platform
  artifact        = var.artifact
  environment     = merge({ DEAD_LETTER_QUEUE_URL = aws_sqs_queue.dead_letters.url }, var.environment)
  permissions     = var.permissions
  vpc             = var.vpc
  memory_mb       = var.memory_mb
  timeout_seconds = var.timeout_seconds
  when_it_fails   = "Its messages are tried again; if this goes on they end in ${local.dead_letters_name}."
}

resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn                   = aws_sqs_queue.work.arn
  function_name                      = module.function.function_arn
  batch_size                         = var.batch_size
  maximum_batching_window_in_seconds = var.batch_window_seconds
  function_response_types            = ["ReportBatchItemFailures"]
  tags                               = local.tags

  scaling_config {
    maximum_concurrency = var.maximum_concurrency
  }

  # Lambda looks at the role when the mapping is made.
  depends_on = [aws_iam_role_policy.own_queue, module.function]
}
