# Fails by design: `check.mjs` reads the words with which each of these is refused.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  policies = [{ name = "portal", match = { tags = { Portal = ["desktop"] } }, strategy = "rebuild", grace_seconds = 1200 }]
}

run "everything_of_a_portal_at_once" {
  command = plan

  variables {
    tuning = { api = { timeout_seconds = 30 } }

    portal = {
      directory_id = "example.com"
      title        = "<b>Desktops</b>"
      hosting      = "netlify"
      url          = "https://desktops.example.com"
      domain       = { name = "desktops", certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/1" }
      web_acl_arn  = "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/portal/1"
      price_class  = "cheap"
      cognito      = { mfa = "SMS", domain_prefix = "my-cognito" }
      mail         = { from_address = "Desktops <desktops@example.com>", from_name = "\"Desktops\"", identity = "ample.com" }
      approvers    = ["eva", "Eva"]
      rules        = [{ kind = "upgrade", needed = 6 }, { kind = "reboot", above_monthly_price = 5 }]
      offers = [
        { id = "Big", title = "", picture = "cat", vcpu = 0, memory_gib = 4, storage_gib = 130, monthly_price = { amount = -1, currency = "euro" }, bundle_id = "standard", workspace = { running_mode = "SOMETIMES" }, tags = { "aws:x" = "y" } },
        { id = "Big", title = "Big", vcpu = 8, memory_gib = 32, storage_gib = 130, monthly_price = { amount = 1, currency = "USD" }, bundle_id = "wsb-clj85qzj1", tags = { Portal = "other" } },
      ]
      limits            = { requests_per_day = 0 }
      time_zone         = "Europe/Berln"
      reminder_hours    = 200
      overdue_hours     = 0.5
      give_up_hours     = 0.1
      client_url        = "clients.amazonworkspaces.com"
      throttle          = { open_rate = 500 }
      registration_code = "no spaces here"
    }
  }
}
