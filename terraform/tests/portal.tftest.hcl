# The portal: off unless asked for, one address for page and API, and what is refused. The words are checked in reasons/.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  artifacts = {
    "alarm-manager/watch"     = { s3_bucket = "zips", s3_key = "watch.zip", hash = "aGFzaA==" }
    "alarm-manager/reconcile" = { s3_bucket = "zips", s3_key = "reconcile.zip", hash = "aGFzaA==" }
    "rebuild-service/seats"   = { s3_bucket = "zips", s3_key = "seats.zip", hash = "aGFzaA==" }
    "approval-service/api"    = { s3_bucket = "zips", s3_key = "api.zip", hash = "aGFzaA==" }
    "approval-service/steps"  = { s3_bucket = "zips", s3_key = "steps.zip", hash = "aGFzaA==" }
    "approval-service/hear"   = { s3_bucket = "zips", s3_key = "hear.zip", hash = "aGFzaA==" }
  }

  operations_topic  = { arn = "arn:aws:sns:eu-central-1:111122223333:operations" }
  redrive_role_arns = ["arn:aws:iam::111122223333:role/on-call"]

  policies = [{ name = "portal", match = { tags = { Portal = ["desktop"] } }, strategy = "rebuild", grace_seconds = 1200 }]

  portal = {
    directory_id = "d-926722a1b3"
    files_dir    = "./tests/fixtures/portal-dist"
    mail         = { from_address = "desktops@mail.example.com", from_name = "Desktops" }
    approvers    = ["Eva@example.com", "otto@example.com"]
    offers = [{
      id            = "standard"
      title         = "Standard"
      vcpu          = 2
      memory_gib    = 4
      storage_gib   = 130
      monthly_price = { amount = 35, currency = "EUR" }
      bundle_id     = "wsb-clj85qzj1"
      tags          = { Portal = "desktop" }
    }]
  }
}

run "there_is_no_portal_unless_asked_for" {
  variables {
    portal = null
  }

  assert {
    condition     = length(module.approval_service) == 0 && length(module.portal_hosting) == 0 && length(module.portal_sign_in) == 0 && output.portal == null && !contains(keys(output.functions), "approval-service/api")
    error_message = "The portal is off by default, with all that it needs."
  }
}

run "page_and_api_have_one_address_and_users_of_their_own" {
  assert {
    condition     = output.portal.url == "https://d111111abcdef8.cloudfront.net" && output.portal.config.apiUrl == "https://d111111abcdef8.cloudfront.net/api"
    error_message = "The page calls its own origin."
  }

  assert {
    condition     = output.portal.config.issuer == "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab1Cd2Ef3" && startswith(output.portal.config.endSessionUrl, "https://") && output.portal.config.approversSignIn
    error_message = "Without an issuer of the owner's there is a user pool."
  }

  assert {
    condition     = jsonencode(output.portal.connect_origins) == jsonencode(["https://cognito-idp.eu-central-1.amazonaws.com", "https://cleandesk-111122223333.auth.eu-central-1.amazoncognito.com"])
    error_message = "The page talks to its own origin and to the sign-in: ${jsonencode(output.portal.connect_origins)}."
  }

  assert {
    condition     = local.portal_claims.user == "cognito:username"
    error_message = "Whose desktop it is, is said by what no user can write: a preferred name could be somebody else's."
  }
}

run "an_issuer_of_the_owners_makes_no_user_pool" {
  variables {
    portal = {
      directory_id = "d-926722a1b3"
      hosting      = "none"
      url          = "https://desktops.example.com"
      sign_in      = { issuer = "https://login.example.com/tenant", client_id = "portal", manager_claim = "manager" }
      mail         = { from_address = "desktops@mail.example.com" }
      approvers    = ["eva@example.com", "otto@example.com", "ida@example.com"]
      rules        = [{ kind = "desktop", above_monthly_price = 100, needed = 2 }, { kind = "desktop", by = "manager" }]
      offers       = [{ id = "standard", title = "Standard", vcpu = 2, memory_gib = 4, storage_gib = 130, monthly_price = { amount = 35, currency = "EUR" }, bundle_id = "wsb-clj85qzj1", tags = { Portal = "desktop" } }]
    }
  }

  assert {
    condition     = length(module.portal_sign_in) == 0 && length(module.portal_hosting) == 0
    error_message = "What the owner has is not made again."
  }

  assert {
    condition     = output.portal.config == { apiUrl = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com", issuer = "https://login.example.com/tenant", clientId = "portal", scope = "openid email profile", title = "Desktops", approversSignIn = true }
    error_message = "Who serves the portal is told its config.json: ${jsonencode(output.portal.config)}."
  }

  assert {
    condition     = jsonencode(output.portal.connect_origins) == jsonencode(["https://login.example.com", "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"])
    error_message = "And where its page must be allowed to call."
  }
}

# --- The functions' settings

run "functions_read_the_portal_in_their_own_words" {
  module {
    source = "./modules/approval-service"
  }

  variables {
    name        = "cleandesk"
    platform    = { account_id = "111122223333", region = "eu-central-1", partition = "aws", bus = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }, runtime = "nodejs22.x", architecture = "arm64", log_retention_days = 90, kms_key_arn = null, operations_topic_arn = null, permissions_boundary_arn = null, tags = {} }
    artifacts   = { for function in ["api", "steps", "hear"] : function => { s3_bucket = "zips", s3_key = "${function}.zip", hash = "aGFzaA==" } }
    routes_file = "./tests/fixtures/routes.json"
    portal = {
      directory_id      = "d-926722a1b3"
      title             = "Desktops"
      approvers         = ["Eva@example.com", "otto@example.com"]
      approvers_sign_in = true
      mail              = { from_address = "desktops@mail.example.com", from_name = "Desktops", identity = "example.com", configuration_set = "desktops" }
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
