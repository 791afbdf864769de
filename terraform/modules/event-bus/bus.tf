# The one place where services meet, and the door to the power to reset desktops. So it is locked.

resource "aws_cloudwatch_event_bus" "bus" {
  count = local.makes_bus ? 1 : 0

  name               = var.name
  kms_key_identifier = var.bus_kms_key_arn
  tags               = var.tags
}

moved {
  from = aws_cloudwatch_event_bus.bus
  to   = aws_cloudwatch_event_bus.bus[0]
}

locals {
  makes_bus = var.bus_name == null

  bus = local.makes_bus ? {
    name = aws_cloudwatch_event_bus.bus[0].name
    arn  = aws_cloudwatch_event_bus.bus[0].arn
    } : {
    name = var.bus_name
    arn  = "arn:${var.partition}:events:${var.region}:${var.account_id}:event-bus/${var.bus_name}"
  }

  # On a bus that others speak on, too, what is ours is told by its source: AWS lets nobody say what begins with `aws.`.
  what_is_ours = local.makes_bus ? {} : { "ForAnyValue:StringLike" = { "events:source" = ["cleandesk.*"] } }

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          # A denial wins over every allowance, also over an administrator's: an event on this bus can terminate desktops.
          Sid       = "RefuseEveryoneButOurRoles"
          Effect    = "Deny"
          Principal = "*"
          Action    = "events:PutEvents"
          Resource  = local.bus.arn
          Condition = merge({
            ArnNotLike = {
              "aws:PrincipalArn" = concat(
                [aws_iam_role.ingress.arn, aws_iam_role.timers.arn],
                var.publisher_role_arns,
                var.operator_role_arns,
              )
            }
          }, local.what_is_ours)
        },
      ],
      length(var.operator_role_arns) == 0 ? [] : [
        {
          Sid       = "LetOperatorsSpeakOnlyAsOperators"
          Effect    = "Deny"
          Principal = "*"
          Action    = "events:PutEvents"
          Resource  = local.bus.arn
          Condition = merge({
            ArnLike                       = { "aws:PrincipalArn" = var.operator_role_arns }
            "ForAnyValue:StringNotEquals" = { "events:source" = ["cleandesk.operator"] }
          }, local.what_is_ours)
        },
      ],
    )
  })
}

resource "aws_cloudwatch_event_bus_policy" "only_ours" {
  count = local.makes_bus ? 1 : 0

  event_bus_name = aws_cloudwatch_event_bus.bus[0].name
  policy         = local.policy
}

moved {
  from = aws_cloudwatch_event_bus_policy.only_ours
  to   = aws_cloudwatch_event_bus_policy.only_ours[0]
}

# For questions that come later. EventBridge leaves replayed events out of an archive by itself.
resource "aws_cloudwatch_event_archive" "all" {
  name             = var.name
  description      = "Everything that was said on ${var.name}. A replay is heard by no rule of ours: it must not reset people."
  event_source_arn = local.bus.arn
  retention_days   = var.archive_retention_days
  # What others say on a bus of theirs is not ours to keep.
  event_pattern = local.makes_bus ? null : jsonencode({ source = [{ prefix = "cleandesk." }] })
}
