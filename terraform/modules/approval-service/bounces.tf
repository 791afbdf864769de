# Mails that did not arrive. SES tells of them through a configuration set: the owner's, or one of ours with a topic behind it.

locals {
  makes_set         = var.portal.mail.configuration_set == null && var.portal.mail.bounces
  configuration_set = local.makes_set ? aws_sesv2_configuration_set.mail[0].configuration_set_name : var.portal.mail.configuration_set
}

resource "aws_sesv2_configuration_set" "mail" {
  count = local.makes_set ? 1 : 0

  configuration_set_name = "${var.name}-portal"
  tags                   = var.platform.tags

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }
}

resource "aws_sns_topic" "bounces" {
  # checkov:skip=CKV_AWS_26:Encrypted with the owner's key when there is one (`kms_key_arn`); SES can't publish to a topic with AWS's own key
  count = local.makes_set ? 1 : 0

  name              = "${var.name}-portal-bounces"
  kms_master_key_id = var.platform.kms_key_arn
  tags              = var.platform.tags
}

resource "aws_sns_topic_policy" "bounces" {
  count = local.makes_set ? 1 : 0

  arn = aws_sns_topic.bounces[0].arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "LetSesTellOfThisPortalsMails"
      Effect    = "Allow"
      Principal = { Service = "ses.amazonaws.com" }
      Action    = "sns:Publish"
      Resource  = aws_sns_topic.bounces[0].arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = var.platform.account_id }
        ArnEquals    = { "aws:SourceArn" = "${local.ses}:configuration-set/${aws_sesv2_configuration_set.mail[0].configuration_set_name}" }
      }
    }]
  })
}

resource "aws_sesv2_configuration_set_event_destination" "bounces" {
  count = local.makes_set ? 1 : 0

  configuration_set_name = aws_sesv2_configuration_set.mail[0].configuration_set_name
  event_destination_name = "bounces"

  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT", "REJECT"]

    sns_destination {
      topic_arn = aws_sns_topic.bounces[0].arn
    }
  }

  # SES tries the topic at once, and is refused without its policy.
  depends_on = [aws_sns_topic_policy.bounces]
}
