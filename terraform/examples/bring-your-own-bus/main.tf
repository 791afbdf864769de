# Cleandesk on a bus that a company has already, beside what others say there.

resource "aws_cloudwatch_event_bus" "company" {
  name = "company-events"
}

module "cleandesk" {
  source = "../.."

  event_bus = { name = aws_cloudwatch_event_bus.company.name }

  policies = [
    { name = "kiosks", match = { tags = { Pool = ["kiosk"] } }, strategy = "rebuild", grace_seconds = 1800 },
  ]

  release = {
    s3_bucket = var.zips_bucket
    s3_prefix = "cleandesk/1.0.0/"
    manifest  = "${path.module}/../artifacts.json"
  }

  operations_topic  = { arn = var.operations_topic_arn }
  redrive_role_arns = [var.on_call_role_arn]
}

# A bus has one policy, and this one is yours. Without Cleandesk's statements whoever may put events here could reset desktops.
resource "aws_cloudwatch_event_bus_policy" "company" {
  event_bus_name = aws_cloudwatch_event_bus.company.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(jsondecode(module.cleandesk.event_bus.policy).Statement, [
      {
        Sid       = "LetTheShopSpeak"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${var.shop_account_id}:root" }
        Action    = "events:PutEvents"
        Resource  = aws_cloudwatch_event_bus.company.arn
        Condition = { StringEquals = { "events:source" = "com.example.shop" } }
      },
    ])
  })
}
