# A user pool for the portal, where the owner has no issuer of their own. Nobody signs up by themselves: an administrator makes each user.

resource "aws_cognito_user_pool" "people" {
  name                     = "${var.name}-portal"
  deletion_protection      = var.deletion_protection ? "ACTIVE" : "INACTIVE"
  mfa_configuration        = var.mfa
  user_pool_tier           = var.threat_protection == "OFF" ? "ESSENTIALS" : "PLUS"
  auto_verified_attributes = ["email"]
  tags                     = var.tags

  # A seat's user is compared without case, so `Anna` and `anna` must not be two people here.
  username_configuration {
    case_sensitive = false
  }

  admin_create_user_config {
    allow_admin_create_user_only = true
  }

  password_policy {
    minimum_length                   = var.password_length
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = false
    temporary_password_validity_days = 3
  }

  dynamic "software_token_mfa_configuration" {
    for_each = var.mfa == "OFF" ? [] : [1]
    content {
      enabled = true
    }
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  # Who decides is known by their address: a new one counts when its mailbox has been seen.
  user_attribute_update_settings {
    attributes_require_verification_before_update = ["email"]
  }

  # The address of whom a request of this user goes to first.
  schema {
    name                = "manager"
    attribute_data_type = "String"
    mutable             = true

    string_attribute_constraints {
      min_length = "0"
      max_length = "254"
    }
  }

  dynamic "user_pool_add_ons" {
    for_each = var.threat_protection == "OFF" ? [] : [1]
    content {
      advanced_security_mode = var.threat_protection
    }
  }
}

resource "aws_cognito_user_group" "operators" {
  name         = "operators"
  description  = "See all desktops in the portal, place and lift holds, and resume what is paused"
  user_pool_id = aws_cognito_user_pool.people.id
}

# A page in a browser keeps no secret, so it has none: what it gets with a code is bound to it by PKCE.
resource "aws_cognito_user_pool_client" "portal" {
  name                                 = "portal"
  user_pool_id                         = aws_cognito_user_pool.people.id
  generate_secret                      = false
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "email", "profile"]
  callback_urls                        = ["${var.portal_url}/signed-in"]
  logout_urls                          = ["${var.portal_url}/signed-out"]
  supported_identity_providers         = ["COGNITO"]
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"]

  # Taken from a browser, a token is of use until it ends.
  id_token_validity      = 15
  access_token_validity  = 15
  refresh_token_validity = var.session_hours

  token_validity_units {
    id_token      = "minutes"
    access_token  = "minutes"
    refresh_token = "hours"
  }

  read_attributes = ["custom:manager", "email", "email_verified", "name"]
  # An address and a manager say who decides, so no user writes them. An empty list would mean all of them; this one nobody reads.
  write_attributes = ["zoneinfo"]
}

resource "aws_cognito_user_pool_domain" "sign_in" {
  domain       = var.domain_prefix
  user_pool_id = aws_cognito_user_pool.people.id
}

locals {
  pages = "https://${aws_cognito_user_pool_domain.sign_in.domain}.auth.${var.region}.amazoncognito.com"
}
