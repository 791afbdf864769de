# modules/approval-service: what its functions are told, what they may do, and what the portal keeps.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name        = "cleandesk"
  platform    = { name = "cleandesk", runbook = "docs/runbooks/%s.md", account_id = "111122223333", region = "eu-central-1", partition = "aws", bus = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }, runtime = "nodejs22.x", architecture = "arm64", log_retention_days = 90, kms_key_arn = null, operations_topic_arn = null, permissions_boundary_arn = null, iam_path = "/", tags = {} }
  artifacts   = { for function in ["api", "steps", "hear"] : function => { s3_bucket = "zips", s3_key = "${function}.zip", hash = "aGFzaA==" } }
  routes_file = "./tests/fixtures/routes.json"
  portal = {
    directory_id      = "d-926722a1b3"
    title             = "Desktops"
    approvers         = ["Eva@example.com", "otto@example.com"]
    approvers_sign_in = true
    mail              = { from_address = "desktops@mail.example.com", from_name = "Desktops", identity = "example.com", configuration_set = "desktops", bounces = true }
    offers = [{
      id        = "standard", title = "Standard", description = "", picture = "windows", vcpu = 2, memory_gib = 4, storage_gib = 130, monthly_price = { amount = 35, currency = "EUR" }, longest_days = null
      bundle_id = "wsb-clj85qzj1", workspace = { running_mode = "AUTO_STOP", auto_stop_minutes = 60, root_volume_gib = null, user_volume_gib = null, compute_type = null, protocols = null }, encryption = { key = "alias/desktops", root_volume = true, user_volume = false }, tags = { Portal = "desktop" }
    }]
    rules                = [{ kind = "desktop", above_monthly_price = 100, needed = 2, by = "approvers" }, { kind = "reboot", above_monthly_price = null, needed = 0, by = "approvers" }]
    limits               = { requests_per_day = 20, calls_per_minute = 120 }
    time_zone            = "Europe/Berlin"
    locale               = "de-DE"
    reminder_hours       = 24
    expiry_hours         = 168
    overdue_hours        = 4
    give_up_hours        = 72
    warn_before_end_days = 7
    client_url           = "https://clients.amazonworkspaces.com/"
    registration_code    = null
    throttle             = { burst = 100, rate = 50, open_burst = 10, open_rate = 5 }
  }
  portal_url          = "https://desktops.example.com"
  issuer              = "https://login.example.com"
  client_id           = "portal"
  claims              = { user = "preferred_username", mail = "email", name = "name", groups = "groups", manager = null }
  operators           = ["operators"]
  cors_origins        = ["https://desktops.example.com"]
  deletion_protection = true
  timers              = { group_name = "cleandesk", group_arn = "arn:aws:scheduler:eu-central-1:111122223333:schedule-group/cleandesk", role_arn = "arn:aws:iam::111122223333:role/cleandesk-timers", dead_letter_arn = "arn:aws:sqs:eu-central-1:111122223333:cleandesk-timers-dead-letters" }
  pace                = { api = { timeout_seconds = 15 }, steps = { timeout_seconds = 60 }, hear = { timeout_seconds = 60, visibility_timeout_seconds = 180 }, max_receives = 10, leftovers_rate = "rate(5 minutes)" }
}

run "functions_read_the_portal_in_their_own_words" {
  module {
    source = "./modules/approval-service"
  }

  assert {
    condition = jsonencode(jsondecode(local.settings)) == jsonencode({
      directoryId     = "d-926722a1b3"
      title           = "Desktops"
      approvers       = ["eva@example.com", "otto@example.com"]
      approversSignIn = true
      rules           = [{ kind = "desktop", abovePrice = 100, needed = 2, by = "approvers" }, { kind = "reboot", needed = 0, by = "approvers" }]
      offers = [{
        id   = "standard", title = "Standard", description = "", picture = "windows", size = { vcpu = 2, memoryGib = 4, storageGib = 130 }, monthlyPrice = { amount = 35, currency = "EUR" }
        spec = { bundleId = "wsb-clj85qzj1", runningMode = "AUTO_STOP", autoStopMinutes = 60, volumeEncryptionKey = "alias/desktops", rootVolumeEncrypted = true, userVolumeEncrypted = false, tags = { Portal = "desktop" } }
      }]
      limits             = { requestsPerDay = 20, callsPerMinute = 120 }
      readers            = { timeZone = "Europe/Berlin", locale = "de-DE" }
      remindAfterSeconds = 86400
      expirySeconds      = 604800
      overdueSeconds     = 14400
      giveUpSeconds      = 259200
      warnBeforeSeconds  = 604800
      connecting         = { clientUrl = "https://clients.amazonworkspaces.com/" }
      signIn             = { claims = { user = "preferred_username", mail = "email", name = "name", groups = "groups" }, operatorGroups = ["operators"] }
    })
    error_message = "The functions are told in their own words: ${local.settings}"
  }

  assert {
    condition     = jsondecode(aws_dynamodb_table_item.settings.item).pk.S == local.environment.SETTINGS_KEY && jsondecode(jsondecode(aws_dynamodb_table_item.settings.item).settings.S) == jsondecode(local.settings)
    error_message = "The settings lie where the functions look for them."
  }

  assert {
    condition     = local.environment.MAIL == jsonencode({ from = "\"Desktops\" <desktops@mail.example.com>", configurationSet = "desktops" })
    error_message = "Mails have one sender."
  }

  assert {
    condition     = aws_dynamodb_table.portal.hash_key == "pk" && aws_dynamodb_table.portal.range_key == "sk" && toset([for index in aws_dynamodb_table.portal.global_secondary_index : "${index.hash_key} ${index.range_key}"]) == toset(["gsi1pk gsi1sk", "gsi2pk gsi2sk"])
    error_message = "The code's keys."
  }

  assert {
    condition     = aws_dynamodb_table.portal.deletion_protection_enabled && one(aws_dynamodb_table.portal.point_in_time_recovery).enabled && one(aws_dynamodb_table.portal.ttl).attribute_name == "expiresAt"
    error_message = "Who was given what is in no other place; links and the like expire."
  }

  assert {
    condition     = !strcontains(jsonencode(local.permissions), "workspaces:")
    error_message = "The portal changes no WorkSpace."
  }
}

# --- Code and permissions. The emulators check none: what the code calls (`new …Command`) and says (`says.ts`) is read from the code and compared
# with what its roles may.

run "its_roles_may_what_its_code_calls_and_no_more" {
  module {
    source = "./modules/approval-service"
  }

  assert {
    condition = toset([
      for command in flatten([
        for name in fileset("../services/approval-service/src", "**/*.ts") : flatten(regexall("new ([A-Za-z]+)Command\\b", file("../services/approval-service/src/${name}")))
      ]) : command if command != "TransactWrite"
      ]) == toset([
      for action in flatten([for policy in values(local.permissions) : [for statement in jsondecode(policy).Statement : statement.Action]]) :
      # The document client has shorter names. A transaction is what it is made of.
      replace(split(":", action)[1], "/^(Get|Put|Update|Delete|BatchGet)Item$/", "$1") if !contains(["events", "kms"], split(":", action)[0])
    ])
    error_message = "What the code of approval-service calls and what its roles may differ."
  }

  assert {
    condition = sort(distinct(flatten(values(local.says)))) == sort([
      for event in regexall("\\b([a-z])([A-Za-z]+)V([0-9]+)\\b", regex("(?s)export const says = \\[(.*?)\\]", file("../services/approval-service/src/says.ts"))[0]) :
      "${upper(event[0])}${event[1]}.v${event[2]}"
    ])
    error_message = "local.says of modules/approval-service and its code's says.ts differ."
  }

  assert {
    condition     = !anytrue(flatten([for policy in values(local.permissions) : [for statement in jsondecode(policy).Statement : contains(flatten([statement.Resource]), "*")]]))
    error_message = "All that they call has a name."
  }
}

run "only_who_writes_mails_may_send_them" {
  module {
    source = "./modules/approval-service"
  }

  assert {
    condition     = !strcontains(local.permissions.api, "ses:") && strcontains(local.permissions.steps, "ses:SendEmail") && strcontains(local.permissions.hear, "ses:SendEmail")
    error_message = "What answers everybody's calls writes to nobody."
  }
}

run "without_a_configuration_set_ses_tells_a_topic_of_ours_what_bounced" {
  module {
    source = "./modules/approval-service"
  }

  variables {
    portal = merge(var.portal, { mail = { from_address = "desktops@mail.example.com", from_name = null, identity = null, configuration_set = null, bounces = true } })
  }

  assert {
    condition     = jsondecode(local.environment.MAIL).configurationSet == "cleandesk-portal" && aws_sesv2_configuration_set_event_destination.bounces[0].event_destination[0].matching_event_types == toset(["BOUNCE", "COMPLAINT", "REJECT"])
    error_message = "Mails carry the set that tells of bounces."
  }

  assert {
    condition     = jsondecode(aws_sns_topic_policy.bounces[0].policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:ses:eu-central-1:111122223333:configuration-set/cleandesk-portal"
    error_message = "Nobody but SES for this set publishes there."
  }

  assert {
    condition     = contains(flatten([for statement in jsondecode(local.permissions.steps).Statement : statement.Resource if statement.Sid == "SendMailAsThisSender"]), "arn:aws:ses:eu-central-1:111122223333:configuration-set/cleandesk-portal")
    error_message = "The function may send with the set."
  }
}

run "who_wants_to_hear_of_no_bounces_gets_no_topic" {
  module {
    source = "./modules/approval-service"
  }

  variables {
    portal = merge(var.portal, { mail = { from_address = "desktops@mail.example.com", from_name = null, identity = null, configuration_set = null, bounces = false } })
  }

  assert {
    condition     = length(aws_sns_topic.bounces) == 0 && !can(jsondecode(local.environment.MAIL).configurationSet)
    error_message = "Nothing is made, and mails carry no set."
  }
}
