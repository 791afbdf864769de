# Mails: what SES refuses at once, which the services count, and what comes back later, which SES counts for its configuration set.

locals {
  mails = merge(
    local.has["approval-service"] ? {
      sent    = { service = "approval-service", measure = "MailSent", by = {}, stat = "Sum", went = true }
      refused = { service = "approval-service", measure = "MailRefused", by = {}, stat = "Sum", went = false }
      unknown = { service = "approval-service", measure = "MailUnknown", by = {}, stat = "Sum", went = false }
    } : {},
    local.has["user-notices"] ? {
      told   = { service = "user-notices", measure = "NoticeTold", by = {}, stat = "Sum", went = true }
      untold = { service = "user-notices", measure = "NoticeRefused", by = {}, stat = "Sum", went = false }
    } : {},
  )
  mails_lost = join(" + ", [for id, mail in local.mails : "FILL(${id}, 0)" if !mail.went])
  mails_all  = join(" + ", [for id in keys(local.mails) : "FILL(${id}, 0)"])

  alarms_on_mails = merge(
    {
      for alarm, of in {
        mails-failing = {
          says       = "More than ${var.thresholds.mail_share} % of an hour's mails could not be sent, and at least ${var.thresholds.mail_least}: people are not told, and approvers not asked."
          label      = "% of mails that could not be sent"
          expression = "IF(${local.mails_lost} >= ${var.thresholds.mail_least}, 100 * (${local.mails_lost}) / (${local.mails_all}), 0)"
          metrics    = local.mails
          seconds    = 3600
          above      = var.thresholds.mail_share
          periods    = 1
          of_them    = 1
          missing    = "notBreaching"
        }
      } : alarm => of if length(local.mails) > 0
    },
    {
      for alarm, of in {
        mails-bounced = {
          says       = "More than ${var.thresholds.bounced_share} % of the portal's mails come back. SES reviews an account at 5 %, and stops its mails, all of them, at 10 %."
          label      = "% of mails that bounced"
          expression = "100 * bounced"
          metrics = {
            bounced = { namespace = "AWS/SES", metric = "Reputation.BounceRate", dimensions = { "ses:configuration-set" = coalesce(var.configuration_set, "none") }, stat = "Maximum" }
          }
          seconds = 3600
          above   = var.thresholds.bounced_share
          periods = 1
          of_them = 1
          missing = "ignore"
        }
      } : alarm => of if var.configuration_set != null
    },
  )
}
