# The one place where services meet, and the door to the power to reset desktops. So it is locked.

resource "aws_cloudwatch_event_bus" "bus" {
  name = var.name
  tags = var.tags
}

resource "aws_cloudwatch_event_bus_policy" "only_ours" {
  event_bus_name = aws_cloudwatch_event_bus.bus.name

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
          Resource  = aws_cloudwatch_event_bus.bus.arn
          Condition = {
            ArnNotLike = {
              "aws:PrincipalArn" = concat(
                [aws_iam_role.ingress.arn, aws_iam_role.timers.arn],
                var.publisher_role_arns,
                var.operator_role_arns,
              )
            }
          }
        },
      ],
      length(var.operator_role_arns) == 0 ? [] : [
        {
          Sid       = "LetOperatorsSpeakOnlyAsOperators"
          Effect    = "Deny"
          Principal = "*"
          Action    = "events:PutEvents"
          Resource  = aws_cloudwatch_event_bus.bus.arn
          Condition = {
            ArnLike                       = { "aws:PrincipalArn" = var.operator_role_arns }
            "ForAnyValue:StringNotEquals" = { "events:source" = ["cleandesk.operator"] }
          }
        },
      ],
    )
  })
}

# For questions that come later. EventBridge leaves replayed events out of an archive by itself.
resource "aws_cloudwatch_event_archive" "all" {
  name             = var.name
  description      = "Everything that was said on ${var.name}. A replay is heard by no rule of ours: it must not reset people."
  event_source_arn = aws_cloudwatch_event_bus.bus.arn
  retention_days   = var.archive_retention_days
}
