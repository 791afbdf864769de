# modules/portal-hosting: who reads the files, what browsers may do with them, and where the API is.

mock_provider "aws" {
  source = "./tests/mocks"
}

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
      { Sid = "LetOurDistributionRead", Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "s3:GetObject", Resource = "${aws_s3_bucket.files.arn}/*", Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.portal.arn } } },
      { Sid = "LetOurDistributionSeeWhatIsMissing", Effect = "Allow", Principal = { Service = "cloudfront.amazonaws.com" }, Action = "s3:ListBucket", Resource = aws_s3_bucket.files.arn, Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.portal.arn } } },
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
    condition     = one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).content_security_policy).content_security_policy == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self' https://login.example.com; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    error_message = "Scripts come from files, calls go to the sign-in and home, and nobody frames the page: ${one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).content_security_policy).content_security_policy}"
  }

  assert {
    condition     = one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).strict_transport_security).access_control_max_age_sec == 63072000 && one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).referrer_policy).referrer_policy == "no-referrer" && one(one(aws_cloudfront_response_headers_policy.portal.security_headers_config).frame_options).frame_option == "DENY"
    error_message = "The list of headers reaches CloudFront."
  }

  assert {
    condition     = toset([for item in one(aws_cloudfront_response_headers_policy.portal.custom_headers_config).items : item.header]) == setsubtract(keys(local.headers), local.settings)
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

run "a_portal_that_lets_inline_scripts_in_is_refused" {
  command = plan
  module {
    source = "./modules/portal-hosting"
  }
  variables {
    name            = "cleandesk"
    account_id      = "111122223333"
    region          = "eu-central-1"
    files_dir       = "./tests/fixtures/careless-portal"
    config          = { issuer = "https://login.example.com", clientId = "portal", scope = "openid", title = "Desktops", approversSignIn = true }
    api_endpoint    = "https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"
    connect_origins = ["https://login.example.com"]
  }
  expect_failures = [var.files_dir]
}
