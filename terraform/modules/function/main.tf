# A function by itself: code, role, log, and the check that it gets the variables that its code reads. What calls it is not here.

locals {
  tags = var.platform.tags

  # The topic is the owner's; without one the alarms are still seen in the console.
  tell = var.platform.operations_topic_arn == null ? [] : [var.platform.operations_topic_arn]

  code_hash = var.artifact.path == null ? var.artifact.hash : try(filebase64sha256(var.artifact.path), null)
}

resource "aws_cloudwatch_log_group" "function" {
  # checkov:skip=CKV_AWS_338:How long logs are kept is the owner's choice (`log_retention_days`); they are no receipts
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.platform.log_retention_days
  kms_key_id        = var.platform.kms_key_arn
  tags              = local.tags
}

resource "aws_lambda_function" "function" {
  # checkov:skip=CKV_AWS_50:A correlation id in every event and log line tells the story; the tracer would double the cold start
  # checkov:skip=CKV_AWS_115:What calls it bounds it (a queue's concurrency, an API's throttle); a reserved one would make Lambda refuse messages and use up their deliveries
  # checkov:skip=CKV_AWS_116:Nobody calls it and goes away: a queue has its own dead letters, an API and a state machine wait for the answer
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

# Crashes and time-outs. Each alarm says what to do first.
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${var.name}-errors"
  alarm_description   = "${var.name} crashed or timed out. ${var.when_it_fails} Look at its log. Runbook: ${format(var.platform.runbook, "errors")}"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  dimensions          = { FunctionName = aws_lambda_function.function.function_name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
  tags                = local.tags
}

# Lambda ran it less often than it was called, for a quarter of an hour: something else in the account takes up what runs at once.
resource "aws_cloudwatch_metric_alarm" "throttled" {
  alarm_name          = "${var.name}-throttled"
  alarm_description   = "Lambda has refused to run ${var.name} for 15 minutes: other functions of the account take up what may run at once. Nothing is lost, and everything is late. Runbook: ${format(var.platform.runbook, "throttled")}"
  namespace           = "AWS/Lambda"
  metric_name         = "Throttles"
  dimensions          = { FunctionName = aws_lambda_function.function.function_name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
  tags                = local.tags
}
