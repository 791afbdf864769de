# The portal as its functions read it. What was not given is left out.

locals {
  settings = jsonencode({
    for field, value in {
      directoryId     = var.portal.directory_id
      title           = var.portal.title
      approvers       = [for mail in var.portal.approvers : lower(mail)]
      approversSignIn = var.portal.approvers_sign_in
      rules = [for rule in var.portal.rules : {
        for field, value in { kind = rule.kind, abovePrice = rule.above_monthly_price, needed = rule.needed, by = rule.by } : field => value if value != null
      }]
      offers = [for offer in var.portal.offers : {
        for field, value in {
          id           = offer.id
          title        = offer.title
          description  = offer.description
          picture      = offer.picture
          size         = { vcpu = offer.vcpu, memoryGib = offer.memory_gib, storageGib = offer.storage_gib }
          monthlyPrice = offer.monthly_price
          longestDays  = offer.longest_days
          spec = {
            for field, value in {
              bundleId            = offer.bundle_id
              runningMode         = offer.workspace.running_mode
              autoStopMinutes     = offer.workspace.auto_stop_minutes
              rootVolumeGib       = offer.workspace.root_volume_gib
              userVolumeGib       = offer.workspace.user_volume_gib
              computeType         = offer.workspace.compute_type
              protocols           = offer.workspace.protocols
              volumeEncryptionKey = try(offer.encryption.key, null)
              rootVolumeEncrypted = try(offer.encryption.root_volume, null)
              userVolumeEncrypted = try(offer.encryption.user_volume, null)
              tags                = offer.tags
            } : field => value if value != null
          }
        } : field => value if value != null
      }]
      limits = {
        requestsPerDay = var.portal.limits.requests_per_day
        callsPerMinute = var.portal.limits.calls_per_minute
      }
      remindAfterSeconds = floor(var.portal.reminder_hours * 3600)
      expirySeconds      = floor(var.portal.expiry_hours * 3600)
      overdueSeconds     = floor(var.portal.overdue_hours * 3600)
      giveUpSeconds      = floor(var.portal.give_up_hours * 3600)
      warnBeforeSeconds  = floor(var.portal.warn_before_end_days * 86400)
      connecting = {
        for field, value in { clientUrl = var.portal.client_url, registrationCode = var.portal.registration_code } : field => value if value != null
      }
      readers = { timeZone = var.portal.time_zone, locale = var.portal.locale }
      readers = { timeZone = var.portal.time_zone, locale = var.portal.locale }
      signIn = {
        claims         = { for claim, name in var.claims : claim => name if name != null }
        operatorGroups = var.operators
      }
    } : field => value if value != null
  })

  settings_key = "CONFIG#${substr(sha256(local.settings), 0, 16)}"

  # RFC 5322: a name with a dot in it stands in quotation marks.
  from = var.portal.mail.from_name == null ? var.portal.mail.from_address : "\"${var.portal.mail.from_name}\" <${var.portal.mail.from_address}>"

  environment = {
    PORTAL_TABLE = aws_dynamodb_table.portal.name
    # Taken from the item, so that it is there before a function looks for it. The hash in it makes functions read anew what has changed.
    SETTINGS_KEY = jsondecode(aws_dynamodb_table_item.settings.item).pk.S
    PORTAL_URL   = var.portal_url
    # Known by name before it exists: it calls a function that is told of it.
    STATE_MACHINE_ARN = local.workflow_arn
    MAIL = jsonencode(merge(
      { from = local.from },
      local.configuration_set == null ? {} : { configurationSet = local.configuration_set },
    ))
  }
}
