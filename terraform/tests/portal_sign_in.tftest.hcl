# modules/portal-sign-in: who makes users, and what nobody can say of themselves.

mock_provider "aws" {
  source = "./tests/mocks"
}

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
