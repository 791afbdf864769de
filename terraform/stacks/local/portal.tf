# The portal: its page is served by the launcher, and its users sign in at the user pool that an owner without an issuer gets, played by the base
# emulator. It is given as an issuer of the owner's, since its address here is not AWS's.

module "sign_in" {
  source = "../../modules/portal-sign-in"
  count  = var.portal == null ? 0 : 1

  name                = var.name
  region              = var.region
  portal_url          = var.portal.url
  domain_prefix       = "${var.name}-local"
  mfa                 = "OFF"
  deletion_protection = false
  # As long as those that MiniStack makes up for a new user.
  password_length = 12
}

resource "aws_cognito_user" "tester" {
  for_each = var.portal == null ? {} : local.testers

  user_pool_id = module.sign_in[0].user_pool_id
  username     = each.key
  password     = var.portal.passwords[each.key]

  attributes = merge(
    { email = "${each.key}@example.com", email_verified = "true", name = each.value.name },
    each.value.manager == null ? {} : { manager = "${each.value.manager}@example.com" },
  )
}

resource "aws_cognito_user_in_group" "operator" {
  count = var.portal == null ? 0 : 1

  user_pool_id = module.sign_in[0].user_pool_id
  group_name   = "operators"
  username     = aws_cognito_user.tester["operator"].username
}

locals {
  # One who asks, two who decide, so that somebody can be too late, and one who looks after the fleet.
  testers = {
    requester = { name = "Rita Requester", manager = "approver" }
    approver  = { name = "Adam Approver", manager = null }
    deputy    = { name = "Dora Deputy", manager = null }
    operator  = { name = "Otto Operator", manager = null }
  }

  sign_in_at_pool = var.portal == null ? null : {
    issuer          = "${var.base_url}/${module.sign_in[0].user_pool_id}"
    client_id       = module.sign_in[0].client_id
    user_claim      = "cognito:username"
    groups_claim    = "cognito:groups"
    manager_claim   = "custom:manager"
    end_session_url = "${var.base_url}/logout?client_id=${module.sign_in[0].client_id}&logout_uri=${urlencode("${var.portal.url}/signed-out")}"
  }
  sign_in_elsewhere = try(var.portal.issuer, null) == null ? null : {
    issuer          = var.portal.issuer.url
    client_id       = var.portal.issuer.client_id
    user_claim      = "preferred_username"
    groups_claim    = "groups"
    manager_claim   = "manager"
    end_session_url = null
  }

  portal = var.portal == null ? null : {
    directory_id = "d-9067000001"
    title        = "Cleandesk"
    hosting      = "none"
    url          = var.portal.url
    sign_in      = local.sign_in_elsewhere == null ? local.sign_in_at_pool : local.sign_in_elsewhere
    mail         = { from_address = "portal@${aws_sesv2_email_identity.sender[0].email_identity}", from_name = "Cleandesk", bounces = false }
    approvers    = ["approver@example.com", "deputy@example.com", "head@example.com"]
    # Who approves a small one the manager decides, and two of them what costs more.
    rules = [
      { kind = "desktop", above_monthly_price = 50, needed = 2 },
      { kind = "desktop", needed = 1, by = "manager" },
      { kind = "reboot", needed = 0 },
      { kind = "reset", needed = 0 },
      { kind = "return", needed = 0 },
    ]
    approvers_sign_in = var.portal.approvers_sign_in
    offers = [
      {
        id            = "standard"
        title         = "Standard"
        description   = "For office work. Reset to a clean image after each use."
        picture       = "windows"
        vcpu          = 2
        memory_gib    = 4
        storage_gib   = 130
        monthly_price = { amount = 35, currency = "EUR" }
        bundle_id     = "wsb-standard1"
        tags          = { Cleandesk = "rebuild" }
      },
      {
        id            = "power"
        title         = "Power"
        description   = "For large files and many windows. Made anew after each use: nothing stays on it."
        picture       = "graphics"
        vcpu          = 4
        memory_gib    = 16
        storage_gib   = 275
        monthly_price = { amount = 78, currency = "EUR" }
        longest_days  = 90
        bundle_id     = "wsb-power0001"
        tags          = { Cleandesk = "recreate" }
      },
    ]
    # Stories press buttons faster than people.
    limits               = { requests_per_day = 100, calls_per_minute = 6000 }
    reminder_hours       = var.portal.expiry_seconds / 7200
    expiry_hours         = var.portal.expiry_seconds / 3600
    overdue_hours        = 120 / 3600
    give_up_hours        = 1
    warn_before_end_days = 1
    registration_code    = "SLlocal+ABC123"
  }

  # MiniStack answers for an API there.
  api_url = var.portal == null ? null : "${var.base_url}/_aws/execute-api/${module.cleandesk.portal.api_id}/$default"
}
