# One execution for each request. Its history says who waited for whom, and when: it holds the request's id and how it stands, and nobody's name.

locals {
  workflow_name = "${var.name}-requests"
  # Known by name before it exists: the function of its steps is told it, too.
  workflow_arn = "arn:${var.platform.partition}:states:${var.platform.region}:${var.platform.account_id}:stateMachine:${local.workflow_name}"
}

resource "aws_sfn_state_machine" "requests" {
  # checkov:skip=CKV_AWS_284:A correlation id in every event and log line tells the story
  # checkov:skip=CKV_AWS_285:What went wrong is logged; all steps of an execution are in its history for 90 days, and in the request's own for longer
  name     = local.workflow_name
  role_arn = aws_iam_role.workflow.arn
  type     = "STANDARD"
  tags     = var.platform.tags

  definition = templatefile("${path.module}/workflow.asl.json.tftpl", {
    function = module.steps.function_arn
    # Throttled, crashed, or no mail for now: tried again for about an hour. A step that waits has a new token with each try.
    retry                         = file("${path.module}/workflow-retry.json")
    remind_after_seconds          = max(1, floor(var.portal.reminder_hours * 3600))
    expire_after_reminder_seconds = max(1, floor((var.portal.expiry_hours - var.portal.reminder_hours) * 3600))
    overdue_after_seconds         = max(1, floor(var.portal.overdue_hours * 3600))
    give_up_after_seconds         = max(1, floor((var.portal.give_up_hours - var.portal.overdue_hours) * 3600))
  })

  logging_configuration {
    level                  = "ERROR"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.workflow.arn}:*"
  }

  dynamic "encryption_configuration" {
    for_each = var.platform.kms_key_arn == null ? [] : [var.platform.kms_key_arn]
    content {
      type                              = "CUSTOMER_MANAGED_KMS_KEY"
      kms_key_id                        = encryption_configuration.value
      kms_data_key_reuse_period_seconds = 900
    }
  }
}

resource "aws_cloudwatch_log_group" "workflow" {
  # checkov:skip=CKV_AWS_338:How long logs are kept is the owner's choice (`log_retention_days`); they are no receipts
  # Under this prefix CloudWatch Logs needs no policy for each group, of which it takes ten in a Region.
  name              = "/aws/vendedlogs/states/${local.workflow_name}"
  retention_in_days = var.platform.log_retention_days
  kms_key_id        = var.platform.kms_key_arn
  tags              = var.platform.tags
}

resource "aws_iam_role" "workflow" {
  name                 = "${local.workflow_name}-workflow"
  description          = "For the workflow of a request: it calls one function."
  path                 = var.platform.iam_path
  permissions_boundary = var.platform.permissions_boundary_arn
  tags                 = var.platform.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LetThisWorkflowTakeTheRole"
      Effect    = "Allow"
      Principal = { Service = "states.amazonaws.com" }
      Action    = "sts:AssumeRole"
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.platform.account_id }
        ArnLike      = { "aws:SourceArn" = local.workflow_arn }
      }
    }]
  })
}

resource "aws_iam_role_policy" "workflow" {
  # checkov:skip=CKV_AWS_290:Delivery of logs has no resources (IAM reference of CloudWatch Logs)
  # checkov:skip=CKV_AWS_355:Delivery of logs has no resources (IAM reference of CloudWatch Logs)
  name = "workflow"
  role = aws_iam_role.workflow.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "TakeTheSteps"
          Effect   = "Allow"
          Action   = "lambda:InvokeFunction"
          Resource = module.steps.function_arn
        },
        {
          Sid    = "DeliverItsLog"
          Effect = "Allow"
          Action = [
            "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:GetLogDelivery",
            "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
          ]
          Resource = "*"
        },
      ],
      var.platform.kms_key_arn == null ? [] : [{
        Sid      = "UseTheOwnersKey"
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = var.platform.kms_key_arn
        Condition = {
          StringEquals = { "kms:EncryptionContext:aws:states:stateMachineArn" = local.workflow_arn }
        }
      }],
    )
  })
}

# A step was tried for an hour and did not work: somebody waits for an answer that does not come.
resource "aws_cloudwatch_metric_alarm" "workflow_failed" {
  alarm_name          = "${local.workflow_name}-failed"
  alarm_description   = "The workflow of a request failed in ${local.workflow_name}. Its execution says at which step, the log of ${module.steps.function_name} why. Redrive the execution when that is mended. Runbook: ${format(var.platform.runbook, "requests-failed")}"
  namespace           = "AWS/States"
  metric_name         = "ExecutionsFailed"
  dimensions          = { StateMachineArn = local.workflow_arn }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.platform.operations_topic_arn == null ? [] : [var.platform.operations_topic_arn]
  ok_actions          = var.platform.operations_topic_arn == null ? [] : [var.platform.operations_topic_arn]
  tags                = var.platform.tags
}

# What a crash left, and leases that end.
resource "aws_scheduler_schedule" "leftovers" {
  # checkov:skip=CKV_AWS_297:A schedule holds nothing
  name                = "recurring-PortalWorkCameDue"
  description         = "Says PortalWorkCameDue.v1 on ${var.platform.bus.name}"
  group_name          = var.timers.group_name
  schedule_expression = var.pace.leftovers_rate

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.platform.bus.arn
    role_arn = var.timers.role_arn
    input    = jsonencode({})

    eventbridge_parameters {
      source      = local.source
      detail_type = "PortalWorkCameDue.v1"
    }

    dead_letter_config {
      arn = var.timers.dead_letter_arn
    }

    # The next due time does the same work again: a late one is worth nothing.
    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  lifecycle {
    precondition {
      condition     = contains(flatten([for pattern in module.hear.hears : pattern["detail-type"]]), "PortalWorkCameDue.v1")
      error_message = "Nobody hears PortalWorkCameDue.v1: the timer would speak to an empty room. Either the function's code hears it, or the timer goes."
    }
  }
}
