# Fails by design: `check.mjs` reads the words with which each of these is refused.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  policies = [{ name = "portal", match = { tags = { Portal = ["desktop"] } }, strategy = "rebuild", grace_seconds = 1200 }]
}

run "a_portal_of_the_owners_own" {
  command = plan

  variables {
    portal = {
      directory_id = "d-926722a1b3"
      hosting      = "none"
      web_acl_arn  = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/portal/1"
      sign_in      = { issuer = "login.example.com", client_id = "portal", scope = "email", connect_origins = ["*"] }
      mail         = { from_address = "desktops@example.com" }
      approvers    = ["eva@example.com", "otto@example.com"]
      offers       = []
    }
  }
}
