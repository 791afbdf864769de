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
    platform    = { account_id = "111122223333", region = "eu-central-1", partition = "aws", bus = { name = "cleandesk", arn = "arn:aws:events:eu-central-1:111122223333:event-bus/cleandesk" }, runtime = "nodejs22.x", architecture = "arm64", log_retention_days = 90, kms_key_arn = null, operations_topic_arn = null, tags = {} }
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
    pace                = { api = { timeout_seconds = 15 }, max_receives = 10 }
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
    condition     = !anytrue([for statement in jsondecode(local.permissions).Statement : anytrue([for action in flatten([statement.Action]) : startswith(action, "workspaces:")])])
    error_message = "The portal changes no WorkSpace."
  }
}

# --- Hosting

run "files_are_cloudfronts_alone" {
  module {
    source = "./modules/portal-hosting"
  }

  variables {
    name            = "cleandesk"
    account_id      = "111122223333"
    region          = "eu-central-1"
    files_dir       = "./tests/fixtures/portal-dist"
    config          = { issuer = "https://login.example.com", clientId = "portal", scope = "openid", title = "Desktops", approversSignIn = true }
    api_endpoint    = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"
    connect_origins = ["https://login.example.com"]
    domain          = { name = "desktops.example.com", certificate_arn = "arn:aws:acm:us-east-1:111122223333:certificate/1" }
    web_acl_arn     = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/portal/1"
    access_logs     = { bucket_domain_name = "logs.s3.amazonaws.com", prefix = "portal/" }
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.files.block_public_acls && aws_s3_bucket_public_access_block.files.block_public_policy && aws_s3_bucket_public_access_block.files.ignore_public_acls && aws_s3_bucket_public_access_block.files.restrict_public_buckets
    error_message = "Nobody reads the bucket past CloudFront."
  }

  assert {
    condition = jsonencode(jsondecode(aws_s3_bucket_policy.files.policy).Statement) == jsonencode([
      { Sid = "LetOurDistributionRead", Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.files.arn}/*", Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.portal.arn } } },
      { Sid = "LetOurDistributionSeeWhatIsMissing", Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "s3:ListBucket", Resource = aws_s3_bucket.files.arn, Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.portal.arn } } },
      { Sid = "RefusePlainHttp", Effect = "Deny", Principal = "*", Action = "s3:*", Resource = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"], Condition = { Bool = { "aws:SecureTransport" = "false" } } },
    ])
    error_message = "One distribution reads, over TLS, and nobody else."
  }

  assert {
    condition     = jsondecode(aws_s3_object.config.content) == { issuer = "https://login.example.com", clientId = "portal", scope = "openid", title = "Desktops", approversSignIn = true, apiUrl = "https://desktops.example.com/api" } && aws_s3_object.config.cache_control == "no-cache"
    error_message = "The page is told where its API is: ${aws_s3_object.config.content}"
  }

  assert {
    condition     = { for path, file in aws_s3_object.file : path => file.cache_control } == { "index.html" = "no-cache", "assets/portal-1a2b3c.js" = "public, max-age=31536000, immutable" }
    error_message = "All files of the build, and as the build says."
  }

  assert {
    condition     = length(aws_cloudfront_distribution.portal.custom_error_response) == 0 && one(one(aws_cloudfront_distribution.portal.default_cache_behavior).function_association).event_type == "viewer-request"
    error_message = "A missing file stays missing: pages are told from files by their paths."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.portal.viewer_certificate).minimum_protocol_version == "TLSv1.2_2021" && aws_cloudfront_distribution.portal.http_version == "http2and3" && aws_cloudfront_distribution.portal.aliases == toset(["desktops.example.com"]) && aws_cloudfront_distribution.portal.web_acl_id == "arn:aws:wafv2:us-east-1:111122223333:global/webacl/portal/1"
    error_message = "The owner's domain is served with today's TLS only, behind the owner's WAF."
  }

  assert {
    condition     = one(aws_cloudfront_distribution.portal.ordered_cache_behavior).path_pattern == "/api/*" && one(aws_cloudfront_distribution.portal.ordered_cache_behavior).cache_policy_id == data.aws_cloudfront_cache_policy.nothing.id && contains([for origin in aws_cloudfront_distribution.portal.origin : origin.domain_name], "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com")
    error_message = "The API is at /api/, and no answer of one user is given to another."
  }

  assert {
    condition     = one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).content_security_policy).content_security_policy == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self' https://login.example.com; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    error_message = "Scripts come from files, calls go to the sign-in and home, and nobody frames the page: ${one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).content_security_policy).content_security_policy}"
  }

  assert {
    condition     = !strcontains(jsonencode(local.headers), "unsafe") && !strcontains(jsonencode(local.headers), "*")
    error_message = "Neither inline scripts nor everybody."
  }

  assert {
    condition     = one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).strict_transport_security).access_control_max_age_sec == 63072000 && one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).referrer_policy).referrer_policy == "no-referrer" && one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).frame_options).frame_option == "DENY"
    error_message = "The list of headers reaches CloudFront."
  }

  assert {
    condition     = toset([for item in one(aws_cloudfront_response_headers_policy.portal.custom_headers_config).items : item.header]) == setsubtract(keys(jsondecode(file("./modules/portal-hosting/headers.json"))), local.settings)
    error_message = "And so do all others."
  }
}

run "a_portal_that_was_never_built_is_refused" {
  command = plan
  module {
    source = "./modules/portal-hosting"
  }
  variables {
    name            = "cleandesk"
    account_id      = "111122223333"
    region          = "eu-central-1"
    files_dir       = "./tests/fixtures"
    config          = { issuer = "https://login.example.com", clientId = "portal", scope = "openid", title = "Desktops", approversSignIn = true }
    api_endpoint    = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"
    connect_origins = ["https://login.example.com"]
  }
  expect_failures = [var.files_dir]
}

# --- Sign-in

run "nobody_signs_up_and_nobody_writes_who_they_are" {
  module {
    source = "./modules/portal-sign-in"
  }

  variables {
    name          = "cleandesk"
    region        = "eu-central-1"
    portal_url    = "https://desktops.example.com"
    domain_prefix = "cleandesk-111122223333"
  }

  assert {
    condition     = one(aws_cognito_user_pool.people.admin_create_user_config).allow_admin_create_user_only && aws_cognito_user_pool.people.deletion_protection == "ACTIVE" && !one(aws_cognito_user_pool.people.username_configuration).case_sensitive
    error_message = "Users are made by an administrator, not lost by a slip, and not two in different letters."
  }

  assert {
    condition     = aws_cognito_user_pool_client.portal.write_attributes == toset(["zoneinfo"])
    error_message = "Who could write a mail address or a manager could decide for somebody else."
  }

  assert {
    condition     = aws_cognito_user_pool_client.portal.allowed_oauth_flows == toset(["code"]) && !aws_cognito_user_pool_client.portal.generate_secret && aws_cognito_user_pool_client.portal.callback_urls == toset(["https://desktops.example.com/signed-in"]) && aws_cognito_user_pool_client.portal.logout_urls == toset(["https://desktops.example.com/signed-out"])
    error_message = "Codes go to the portal and nowhere else."
  }

  assert {
    condition     = aws_cognito_user_pool_client.portal.allowed_oauth_scopes == toset(["openid", "email", "profile"]) && aws_cognito_user_pool_client.portal.prevent_user_existence_errors == "ENABLED" && aws_cognito_user_pool_client.portal.id_token_validity == 15
    error_message = "A token says who somebody is, for a quarter of an hour, and changes nothing."
  }

  assert {
    condition     = output.end_session_url == "https://cleandesk-111122223333.auth.eu-central-1.amazoncognito.com/logout?client_id=${aws_cognito_user_pool_client.portal.id}&logout_uri=https%3A%2F%2Fdesktops.example.com%2Fsigned-out"
    error_message = "Cognito wants these two: ${output.end_session_url}"
  }
}
