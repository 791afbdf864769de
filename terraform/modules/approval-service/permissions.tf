# Its own table, its own workflow, the bus, and sending as one sender. Nothing of WorkSpaces.

locals {
  ses      = "arn:${var.platform.partition}:ses:${var.platform.region}:${var.platform.account_id}"
  identity = coalesce(var.portal.mail.identity, split("@", var.portal.mail.from_address)[1])

  # Who says what: a person's wish, as it was approved; an operator's act; and a lease that is over.
  says = {
    api   = ["HoldLifted.v1", "HoldPlaced.v1", "ResumeRequested.v1"]
    steps = ["RebootRequested.v1", "ResetRequested.v1", "SeatUnwanted.v1", "SeatWanted.v1"]
    hear  = ["SeatUnwanted.v1"]
  }

  say = {
    for function, says in local.says : function => {
      Sid      = "SayWhatThisFunctionSays"
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = var.platform.bus.arn
      Condition = {
        # `events:source` is a list to IAM. "All of none" is true, so Null demands that there is one.
        "ForAllValues:StringEquals" = { "events:source" = [local.source] }
        StringEquals                = { "events:detail-type" = says }
        Null                        = { "events:source" = "false" }
      }
    }
  }

  keep = concat(
    [
      {
        Sid    = "KeepRequestsAndWhatIsKnownOfSeats"
        Effect = "Allow"
        Action = [
          "dynamodb:BatchGetItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem",
        ]
        Resource = [aws_dynamodb_table.portal.arn, "${aws_dynamodb_table.portal.arn}/index/gsi1", "${aws_dynamodb_table.portal.arn}/index/gsi2"]
      },
    ],
    var.platform.kms_key_arn == null ? [] : [{
      # DynamoDB opens the table on behalf of whoever reads it.
      Sid       = "LetDynamoDbUseTheOwnersKey"
      Effect    = "Allow"
      Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
      Resource  = var.platform.kms_key_arn
      Condition = { StringEquals = { "kms:ViaService" = "dynamodb.${var.platform.region}.amazonaws.com" } }
    }],
  )

  begin_workflows = {
    Sid      = "BeginWorkflowsOfRequests"
    Effect   = "Allow"
    Action   = "states:StartExecution"
    Resource = local.workflow_arn
  }

  # The token that a step waits with names its workflow.
  answer_workflows = {
    Sid      = "AnswerStepsThatWait"
    Effect   = "Allow"
    Action   = "states:SendTaskSuccess"
    Resource = local.workflow_arn
  }

  permissions = {
    for function, statements in {
      api   = concat(local.keep, [local.say.api, local.begin_workflows, local.answer_workflows])
      steps = concat(local.keep, [local.say.steps, local.answer_workflows, local.send_mail])
      hear  = concat(local.keep, [local.say.hear, local.begin_workflows, local.answer_workflows, local.send_mail])
    } : function => jsonencode({ Version = "2012-10-17", Statement = statements })
  }

  # For the function that writes mails.
  send_mail = {
    Sid    = "SendMailAsThisSender"
    Effect = "Allow"
    Action = "ses:SendEmail"
    # SES asks for the configuration set, too, where there is one.
    Resource  = concat(["${local.ses}:identity/${local.identity}"], local.configuration_set == null ? [] : ["${local.ses}:configuration-set/${local.configuration_set}"])
    Condition = { StringEquals = { "ses:FromAddress" = var.portal.mail.from_address } }
  }
}
