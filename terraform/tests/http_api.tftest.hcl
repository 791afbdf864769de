# modules/http-api: what of the API is open, what it logs, and who may call the function.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  name               = "cleandesk-portal-api"
  purpose            = "An API for a test"
  routes_file        = "./tests/fixtures/routes.json"
  function           = { name = "cleandesk-approval-service-api", invoke_arn = "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:111122223333:function:api/invocations", timeout_seconds = 15 }
  issuer             = "https://login.example.com"
  audience           = "portal"
  cors_origins       = ["https://desktops.example.com"]
  log_retention_days = 90
}

run "a_route_is_open_only_where_the_code_says_so" {
  module {
    source = "./modules/http-api"
  }

  assert {
    condition = { for key, route in aws_apigatewayv2_route.route : key => route.authorization_type } == {
      "GET /me"                               = "JWT"
      "DELETE /seats/{seatId}/holds/{holdId}" = "JWT"
      "POST /links/open"                      = "NONE"
    }
    error_message = "What needs a sign-in says the list of the code, and nothing else."
  }

  assert {
    condition     = alltrue([for route in aws_apigatewayv2_route.route : route.authorization_type == "NONE" ? route.authorizer_id == null : route.authorizer_id == aws_apigatewayv2_authorizer.signed_in.id])
    error_message = "A route that asks for a sign-in has somebody who checks it."
  }

  assert {
    condition     = one(aws_apigatewayv2_authorizer.signed_in.jwt_configuration).issuer == "https://login.example.com" && one(aws_apigatewayv2_authorizer.signed_in.jwt_configuration).audience == toset(["portal"])
    error_message = "A token that the same issuer made for another application is none."
  }
}

run "the_list_of_the_service_leaves_links_and_its_own_description_open" {
  variables {
    routes_file = "../services/approval-service/routes.json"
  }

  module {
    source = "./modules/http-api"
  }

  assert {
    condition     = toset(local.open) == toset(["GET /openapi.json", "POST /links/open", "POST /links/decision"])
    error_message = "Whoever opens another route to everybody says so here, too: ${join(", ", local.open)}."
  }
}

run "pages_of_one_origin_may_call_it" {
  module {
    source = "./modules/http-api"
  }

  assert {
    condition     = one(aws_apigatewayv2_api.api.cors_configuration).allow_origins == toset(["https://desktops.example.com"]) && !one(aws_apigatewayv2_api.api.cors_configuration).allow_credentials && one(aws_apigatewayv2_api.api.cors_configuration).allow_methods == toset(["DELETE", "GET", "POST"])
    error_message = "Only the portal's page calls, with a token and no cookie, and with methods that there are."
  }
}

run "without_an_origin_no_page_of_another_one_may_call_it" {
  variables {
    cors_origins = []
  }

  module {
    source = "./modules/http-api"
  }

  assert {
    condition     = length(aws_apigatewayv2_api.api.cors_configuration) == 0
    error_message = "A page of the API's own origin needs no permission, so nobody gets one."
  }
}

run "open_routes_are_throttled_by_themselves" {
  module {
    source = "./modules/http-api"
  }

  assert {
    condition     = { for settings in aws_apigatewayv2_stage.default.route_settings : settings.route_key => settings.throttling_rate_limit } == { "POST /links/open" = 5 } && one(aws_apigatewayv2_stage.default.default_route_settings).throttling_rate_limit == 50
    error_message = "Where nobody has to be signed in somebody could guess."
  }
}

run "the_log_of_calls_says_nothing_of_people" {
  module {
    source = "./modules/http-api"
  }

  assert {
    condition     = !can(regex("(?i)sourceIp|userAgent|authorizer\\.(claims|jwt|principal)|queryString|identity|header|\\$context\\.path|\\$context\\.protocol|domainName", one(aws_apigatewayv2_stage.default.access_log_settings).format))
    error_message = "No address, name, token, query or path: a path names a request."
  }

  assert {
    condition     = alltrue([for field in ["requestId", "route", "status", "latencyMs"] : contains(keys(jsondecode(one(aws_apigatewayv2_stage.default.access_log_settings).format)), field)])
    error_message = "What a person needs to find a fault is there."
  }

  assert {
    condition     = aws_cloudwatch_log_group.calls.retention_in_days == 90 && one(aws_apigatewayv2_stage.default.access_log_settings).destination_arn == aws_cloudwatch_log_group.calls.arn
    error_message = "It forgets some day."
  }
}

run "only_this_api_may_call_the_function" {
  module {
    source = "./modules/http-api"
  }

  assert {
    condition     = aws_lambda_permission.api.principal == "apigateway.amazonaws.com" && aws_lambda_permission.api.source_arn == "${aws_apigatewayv2_api.api.execution_arn}/*"
    error_message = "Another API could say of its callers what it likes."
  }
}

run "a_catch_all_is_refused" {
  command = plan
  variables {
    routes_file = "./tests/fixtures/catch-all.json"
  }
  module {
    source = "./modules/http-api"
  }
  expect_failures = [var.routes_file]
}

run "a_missing_list_of_routes_is_refused" {
  command = plan
  variables {
    routes_file = "./tests/fixtures/nowhere.json"
  }
  module {
    source = "./modules/http-api"
  }
  expect_failures = [var.routes_file]
}

run "calls_from_everywhere_are_refused" {
  command = plan
  variables {
    cors_origins = ["*"]
  }
  module {
    source = "./modules/http-api"
  }
  expect_failures = [var.cors_origins]
}
