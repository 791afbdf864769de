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
