# What the portal is made of, and what each part tells the others.

# The page's address is asked for by the client of the sign-in, whose id the page is told; and the API's address is part of the distribution. Each of
# these is a value of its own, so that they follow from each other without a circle. So, too, no [*] on these modules, which means all of one.
locals {
  portal_is_hosted = try(var.portal.hosting, "none") == "cloudfront"
  portal_url       = local.portal_is_hosted ? module.portal_hosting[0].url : try(var.portal.url, null)

  portal_has_own_issuer = try(var.portal.sign_in, null) != null
  portal_issuer         = local.portal_has_own_issuer ? var.portal.sign_in.issuer : try(module.portal_sign_in[0].issuer, null)
  portal_client_id      = local.portal_has_own_issuer ? var.portal.sign_in.client_id : try(module.portal_sign_in[0].client_id, null)
  portal_scope          = local.portal_has_own_issuer ? var.portal.sign_in.scope : "openid email profile"
  portal_end_session    = local.portal_has_own_issuer ? var.portal.sign_in.end_session_url : try(module.portal_sign_in[0].end_session_url, null)
  portal_connect_origins = local.portal_has_own_issuer ? distinct(concat(
    [regex("^https?://[^/]+", var.portal.sign_in.issuer)], var.portal.sign_in.connect_origins
  )) : try(module.portal_sign_in[0].connect_origins, [])

  # Where the sign-in is ours, so are its claims: the user's name can't be changed there, and no user writes them.
  portal_claims = local.portal_has_own_issuer ? {
    for claim in ["user", "mail", "name", "groups", "manager"] : claim => var.portal.sign_in["${claim}_claim"]
    } : {
    user = "cognito:username", mail = "email", name = "name", groups = "cognito:groups", manager = "custom:manager"
  }
  portal_operators = local.portal_has_own_issuer ? var.portal.sign_in.operator_groups : ["operators"]
}

module "portal_sign_in" {
  source = "./modules/portal-sign-in"
  count  = try(var.portal.sign_in == null, false) ? 1 : 0

  name                = var.name
  region              = local.region
  portal_url          = local.portal_url
  domain_prefix       = coalesce(var.portal.cognito.domain_prefix, "${var.name}-${local.account_id}")
  mfa                 = var.portal.cognito.mfa
  threat_protection   = var.portal.cognito.threat_protection
  session_hours       = var.portal.cognito.session_hours
  deletion_protection = var.deletion_protection
  tags                = local.tags
}

module "approval_service" {
  source = "./modules/approval-service"
  count  = var.portal == null ? 0 : 1

  name        = var.name
  platform    = local.platform
  timers      = module.event_bus.timers
  artifacts   = local.artifacts["approval-service"]
  routes_file = "${path.module}/../services/approval-service/routes.json"

  portal     = var.portal
  portal_url = local.portal_url
  issuer     = local.portal_issuer
  client_id  = local.portal_client_id
  claims     = local.portal_claims
  operators  = local.portal_operators
  # Under CloudFront page and API have one origin: no other page's calls are answered, and there is nothing to allow.
  cors_origins = local.portal_is_hosted ? [] : [var.portal.url]

  deletion_protection = var.deletion_protection
  pace                = var.tuning
}

module "portal_hosting" {
  source = "./modules/portal-hosting"
  count  = local.portal_is_hosted ? 1 : 0

  name            = var.name
  account_id      = local.account_id
  region          = local.region
  files_dir       = coalesce(var.portal.files_dir, "${path.module}/../portal/dist")
  api_endpoint    = module.approval_service[0].api_endpoint
  connect_origins = local.portal_connect_origins
  domain          = var.portal.domain
  web_acl_arn     = var.portal.web_acl_arn
  access_logs     = var.portal.access_logs
  price_class     = var.portal.price_class
  tags            = local.tags

  config = {
    issuer          = local.portal_issuer
    clientId        = local.portal_client_id
    scope           = local.portal_scope
    title           = var.portal.title
    approversSignIn = var.portal.approvers_sign_in
    endSessionUrl   = local.portal_end_session
  }
}

check "a_manager_can_be_known" {
  assert {
    condition     = try(var.portal.sign_in == null, true) || try(var.portal.sign_in.manager_claim != null, true) || !anytrue([for rule in try(var.portal.rules, []) : rule.by == "manager"])
    error_message = "A rule of portal.rules asks the manager, and portal.sign_in.manager_claim is not given: no manager is ever known, and the approvers of the portal decide instead."
  }
}
