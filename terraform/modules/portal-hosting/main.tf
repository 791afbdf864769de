# The portal's page and its API under one address: CloudFront before a private bucket, and before the API at `/api/`.

locals {
  url = "https://${var.domain == null ? aws_cloudfront_distribution.portal.domain_name : var.domain.name}"

  # The page knows what it does and asks for no more: its build writes the headers, and who serves it says whom it may call. The local stack's server
  # reads the same file.
  headers = {
    for name, value in jsondecode(file("${var.files_dir}/headers.json")) :
    name => replace(replace(value, " {connect}", join("", [for origin in var.connect_origins : " ${origin}"])), " {form}", "")
  }

  # What CloudFront takes as settings of their own, and refuses as plain headers.
  settings = ["content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options", "referrer-policy"]
}

data "aws_cloudfront_cache_policy" "files" {
  name = "Managed-CachingOptimized"
}

data "aws_cloudfront_cache_policy" "nothing" {
  name = "Managed-CachingDisabled"
}

data "aws_cloudfront_origin_request_policy" "all_but_host" {
  name = "Managed-AllViewerExceptHostHeader"
}

resource "aws_cloudfront_origin_access_control" "files" {
  name                              = "${var.name}-portal"
  description                       = "Lets the portal of ${var.name} read its files"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "page" {
  name    = "${var.name}-portal-page"
  comment = "Gives the portal's page for all paths without an extension"
  runtime = "cloudfront-js-2.0"
  code    = file("${path.module}/functions/page.js")
  publish = true
}

resource "aws_cloudfront_function" "api" {
  name    = "${var.name}-portal-api"
  comment = "Takes /api off the path before the API sees it"
  runtime = "cloudfront-js-2.0"
  code    = file("${path.module}/functions/api.js")
  publish = true
}

resource "aws_cloudfront_response_headers_policy" "portal" {
  # checkov:skip=CKV_AWS_259:Two years, with subdomains, as the build's headers say; preloading is a promise for the owner's whole domain, and theirs to give
  name    = "${var.name}-portal"
  comment = "What browsers may do with the portal of ${var.name}"

  security_headers_config {
    content_security_policy {
      content_security_policy = local.headers["content-security-policy"]
      override                = true
    }

    strict_transport_security {
      access_control_max_age_sec = tonumber(regex("max-age=([0-9]+)", local.headers["strict-transport-security"])[0])
      include_subdomains         = strcontains(local.headers["strict-transport-security"], "includeSubDomains")
      preload                    = strcontains(local.headers["strict-transport-security"], "preload")
      override                   = true
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = local.headers["x-frame-options"]
      override     = true
    }

    referrer_policy {
      referrer_policy = local.headers["referrer-policy"]
      override        = true
    }
  }

  custom_headers_config {
    dynamic "items" {
      for_each = { for name, value in local.headers : name => value if !contains(local.settings, name) }
      content {
        header   = items.key
        value    = items.value
        override = true
      }
    }
  }
}

resource "aws_cloudfront_distribution" "portal" {
  # checkov:skip=CKV_AWS_68:A WAF is the owner's choice (`web_acl_arn`): it costs by the month, and every call but two asks for a sign-in
  # checkov:skip=CKV2_AWS_47:The same: which rules stand in it is the owner's
  # checkov:skip=CKV_AWS_86:Logs of who opens the portal are the owner's choice (`access_logs`): they hold addresses of people
  # checkov:skip=CKV_AWS_174:With a domain of the owner's it is TLSv1.2_2021; for cloudfront.net AWS allows no choice
  # checkov:skip=CKV2_AWS_42:The certificate is the owner's where there is a domain; cloudfront.net has AWS's own
  # checkov:skip=CKV_AWS_310:One bucket and one API in one Region: there is nothing to fall over to
  # checkov:skip=CKV_AWS_374:Users travel; who may come in says the sign-in
  enabled             = true
  comment             = "Portal of ${var.name}"
  aliases             = var.domain == null ? [] : [var.domain.name]
  default_root_object = "index.html"
  http_version        = "http2and3"
  is_ipv6_enabled     = true
  price_class         = var.price_class
  web_acl_id          = var.web_acl_arn
  tags                = var.tags

  origin {
    origin_id                = "files"
    domain_name              = aws_s3_bucket.files.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.files.id
  }

  origin {
    origin_id   = "api"
    domain_name = trimprefix(var.api_endpoint, "https://")

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  default_cache_behavior {
    target_origin_id           = "files"
    allowed_methods            = ["GET", "HEAD"]
    cached_methods             = ["GET", "HEAD"]
    viewer_protocol_policy     = "redirect-to-https"
    compress                   = true
    cache_policy_id            = data.aws_cloudfront_cache_policy.files.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.portal.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.page.arn
    }
  }

  ordered_cache_behavior {
    path_pattern           = "/api/*"
    target_origin_id       = "api"
    allowed_methods        = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods         = ["GET", "HEAD"]
    viewer_protocol_policy = "https-only"
    compress               = true
    # Nothing of one user is ever given to another.
    cache_policy_id            = data.aws_cloudfront_cache_policy.nothing.id
    origin_request_policy_id   = data.aws_cloudfront_origin_request_policy.all_but_host.id
    response_headers_policy_id = aws_cloudfront_response_headers_policy.portal.id

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.api.arn
    }
  }

  dynamic "logging_config" {
    for_each = var.access_logs == null ? [] : [var.access_logs]
    content {
      bucket          = logging_config.value.bucket_domain_name
      prefix          = logging_config.value.prefix
      include_cookies = false
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    cloudfront_default_certificate = var.domain == null
    acm_certificate_arn            = try(var.domain.certificate_arn, null)
    ssl_support_method             = var.domain == null ? null : "sni-only"
    minimum_protocol_version       = var.domain == null ? "TLSv1" : "TLSv1.2_2021"
  }
}
