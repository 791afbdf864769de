# Rule → queue with a dead-letter queue → function: here work can be seen, bounded, retried and redriven.

locals {
  tags = var.platform.tags

  code_hash = var.artifact.path == null ? var.artifact.hash : try(filebase64sha256(var.artifact.path), null)

  queue_name        = var.name
  dead_letters_name = "${var.name}-dead-letters"

  # Known by name before they exist, so that the queues' policies can name them without a circle.
  queue_arn = "arn:${var.platform.partition}:sqs:${var.platform.region}:${var.platform.account_id}:${local.queue_name}"
  rule_arns = [
    for name in values(local.rule_names) :
    "arn:${var.platform.partition}:events:${var.platform.region}:${var.platform.account_id}:rule/${var.platform.bus.name}/${name}"
  ]
  role_arn = "arn:${var.platform.partition}:iam::${var.platform.account_id}:role/${var.name}"

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
  event_pattern  = jsonencode(each.value)
  tags           = local.tags

  lifecycle {
    precondition {
      condition     = local.details_per_door[each.key] == 1
      error_message = "${var.name} hears \"${each.key}\" with two patterns. An event that both match would be delivered twice: make them one in the function's code."
    }
    precondition {
      condition     = length(jsonencode(each.value)) <= 2048
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

resource "aws_cloudwatch_log_group" "function" {
  # checkov:skip=CKV_AWS_338:How long logs are kept is the owner's choice (`log_retention_days`); they are no receipts
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.platform.log_retention_days
  kms_key_id        = var.platform.kms_key_arn
  tags              = local.tags
}

resource "aws_lambda_function" "function" {
  # checkov:skip=CKV_AWS_50:A correlation id in every event and log line tells the story; the tracer would double the cold start
  # checkov:skip=CKV_AWS_115:The queue's maximum concurrency bounds it; a reserved one would make Lambda refuse messages and use up their deliveries
  # checkov:skip=CKV_AWS_116:The function is only called by its queue, which has a dead-letter queue
  # checkov:skip=CKV_AWS_117:In a VPC only where what it talks to is in one; most talk to AWS's APIs and nothing else
  # checkov:skip=CKV_AWS_173:No secret is in the environment; it is encrypted with the owner's key when there is one
  # checkov:skip=CKV_AWS_272:Signing needs a signer in the owner's account; the zip's hash says which code runs
  function_name = var.name
  description   = var.purpose
  role          = aws_iam_role.function.arn
  handler       = "index.handler"
  runtime       = var.platform.runtime
  architectures = [var.platform.architecture]
  memory_size   = var.memory_mb
  timeout       = var.timeout_seconds
  kms_key_arn   = var.platform.kms_key_arn

  filename          = var.artifact.path
  s3_bucket         = var.artifact.s3_bucket
  s3_key            = var.artifact.s3_key
  s3_object_version = var.artifact.s3_object_version
  source_code_hash  = local.code_hash

  environment {
    variables = local.environment
  }

  dynamic "vpc_config" {
    for_each = var.vpc == null ? [] : [var.vpc]
    content {
      subnet_ids         = vpc_config.value.subnet_ids
      security_group_ids = vpc_config.value.security_group_ids
    }
  }

  tags = local.tags

  # A function that runs before its log group exists makes one that keeps everything for ever.
  # Lambda looks at the role when it puts the function into a VPC.
  depends_on = [aws_cloudwatch_log_group.function, aws_iam_role_policy.network]

  lifecycle {
    precondition {
      condition     = length(local.missing) == 0
      error_message = "${var.name} needs ${join(", ", local.missing)}, which nothing sets. Its code reads these variables: set them in the service's module, or stop reading them."
    }
    precondition {
      condition     = var.artifact.path == null || fileexists(coalesce(var.artifact.path, "-"))
      error_message = "There is no zip at ${coalesce(var.artifact.path, "-")}. Terraform never builds: build the services first, or name a zip in S3 under `artifacts`."
    }
    precondition {
      condition     = sum([for name, value in local.environment : length(name) + length(value)]) <= 4096
      error_message = "The environment of ${var.name} is larger than the 4096 bytes that Lambda takes. Use fewer or shorter policies."
    }
  }
}

resource "aws_lambda_event_source_mapping" "queue" {
  event_source_arn                   = aws_sqs_queue.work.arn
  function_name                      = aws_lambda_function.function.arn
  batch_size                         = var.batch_size
  maximum_batching_window_in_seconds = var.batch_window_seconds
  function_response_types            = ["ReportBatchItemFailures"]
  tags                               = local.tags

  scaling_config {
    maximum_concurrency = var.maximum_concurrency
  }

  # Lambda looks at the role when the mapping is made.
  depends_on = [aws_iam_role_policy.own_queue_and_log, aws_iam_role_policy.work]
}
