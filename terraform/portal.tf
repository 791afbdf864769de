# The portal in which people ask for desktops, and a person decides.

variable "portal" {
  description = <<-EOT
    A portal in which users ask for a desktop, a reboot or a reset, approvers decide, and operators see the fleet. Not given: there is none.

    - `directory_id`: whose users have their desktops here. `title`: what the portal is called.
    - `hosting`: `cloudfront` serves page and API under one address (`domain` with `name` and `certificate_arn` in us-east-1, or one of CloudFront's;
      `web_acl_arn`, `access_logs`, `price_class`); with `none` you serve the built portal yourself, at `url`. `files_dir`: the built portal.
    - `sign_in`: your OpenID Connect issuer: `issuer`, `client_id` (public, code with PKCE; `<url>/signed-in` and `/signed-out` are where it comes back
      to), `scope`, and the claims of its ID tokens: `user_claim` (the login in the directory: fixed, unique, and nothing that users can write),
      `mail_claim`, `name_claim`, `groups_claim` with `operator_groups`, `manager_claim`; `connect_origins` where its token endpoint has another
      origin than `issuer`, `end_session_url` where it does not say one. Not given: a Cognito user pool is made (`cognito`: `mfa`,
      `threat_protection`, `domain_prefix`, `session_hours`).
    - `mail`: who writes to users and approvers, as in `user_notices`. Without a `configuration_set` one is made, and SES tells of mails that bounce
      on the topic `<name>-portal-bounces`: subscribe to it. `bounces = false` makes neither.
    - `approvers`: mail addresses of who decides. `approvers_sign_in`: false lets them decide with a code from the mail instead of a sign-in.
    - `offers`: desktops that can be asked for: `id`, `title`, `description`, `picture` (`windows`, `linux`, `graphics`, `generic`), what users are told of
      it (`vcpu`, `memory_gib`, `storage_gib`, `monthly_price`), `longest_days`, and what is made: `bundle_id`, `workspace`, `encryption`, `tags` as in
      `directory_groups`. A policy has to match it.
    - `rules`: who has to approve what, the first that fits: `kind` (`desktop`, `reboot`, `reset`, `extend`, `return`), `above_monthly_price`, `needed`
      (0: nobody), `by` (`approvers`, or `manager`: the requester's, where the sign-in names one). What none fits needs one approver.
    - `limits`: `requests_per_day`, `calls_per_minute` of one user. `reminder_hours`, `expiry_hours` of what waits for an approver;
      `overdue_hours`, `give_up_hours` of what was approved and is not done; `warn_before_end_days`: how long before its end a user is written to.
    - `time_zone` (IANA; UTC) and `locale` (`en-GB`): how mails write times and prices.
    - `client_url`, `registration_code`: what users are told of how to connect. `throttle`: calls of all users together.
  EOT
  type = object({
    directory_id = string
    title        = optional(string, "Desktops")

    hosting     = optional(string, "cloudfront")
    url         = optional(string)
    files_dir   = optional(string)
    domain      = optional(object({ name = string, certificate_arn = string }))
    web_acl_arn = optional(string)
    access_logs = optional(object({ bucket_domain_name = string, prefix = optional(string, "portal/") }))
    price_class = optional(string, "PriceClass_100")

    sign_in = optional(object({
      issuer          = string
      client_id       = string
      scope           = optional(string, "openid email profile")
      user_claim      = optional(string, "preferred_username")
      mail_claim      = optional(string, "email")
      name_claim      = optional(string, "name")
      groups_claim    = optional(string, "groups")
      operator_groups = optional(list(string), ["operators"])
      manager_claim   = optional(string)
      connect_origins = optional(list(string), [])
      end_session_url = optional(string)
    }))
    cognito = optional(object({
      mfa               = optional(string, "OPTIONAL")
      threat_protection = optional(string, "OFF")
      domain_prefix     = optional(string)
      session_hours     = optional(number, 8)
    }), {})

    mail = object({
      from_address      = string
      from_name         = optional(string)
      identity          = optional(string)
      configuration_set = optional(string)
      bounces           = optional(bool, true)
    })

    approvers         = optional(list(string), [])
    approvers_sign_in = optional(bool, true)

    offers = list(object({
      id            = string
      title         = string
      description   = optional(string, "")
      picture       = optional(string, "generic")
      vcpu          = number
      memory_gib    = number
      storage_gib   = number
      monthly_price = object({ amount = number, currency = string })
      longest_days  = optional(number)
      bundle_id     = string
      workspace = optional(object({
        running_mode      = optional(string)
        auto_stop_minutes = optional(number)
        root_volume_gib   = optional(number)
        user_volume_gib   = optional(number)
        compute_type      = optional(string)
        protocols         = optional(list(string))
      }), {})
      encryption = optional(object({
        key         = string
        root_volume = optional(bool, true)
        user_volume = optional(bool, true)
      }))
      tags = optional(map(string), {})
    }))

    rules = optional(list(object({
      kind                = string
      above_monthly_price = optional(number)
      needed              = optional(number, 1)
      by                  = optional(string, "approvers")
      })), [
      { kind = "reboot", needed = 0 },
      { kind = "reset", needed = 0 },
      { kind = "return", needed = 0 },
    ])

    limits = optional(object({
      requests_per_day = optional(number, 20)
      calls_per_minute = optional(number, 120)
    }), {})

    reminder_hours       = optional(number, 24)
    expiry_hours         = optional(number, 168)
    overdue_hours        = optional(number, 4)
    give_up_hours        = optional(number, 72)
    warn_before_end_days = optional(number, 7)

    time_zone         = optional(string, "UTC")
    locale            = optional(string, "en-GB")
    client_url        = optional(string, "https://clients.amazonworkspaces.com/")
    registration_code = optional(string)

    throttle = optional(object({
      burst      = optional(number, 100)
      rate       = optional(number, 50)
      open_burst = optional(number, 10)
      open_rate  = optional(number, 5)
    }), {})
  })
  default = null

  # --- Where it is

  validation {
    condition     = var.portal == null ? true : can(regex("^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$", var.portal.directory_id))
    error_message = "portal.directory_id is like d-926722a1b3 (or wsd-…): whose users have their desktops in this portal. \"${try(var.portal.directory_id, "")}\" is none."
  }

  validation {
    condition     = var.portal == null ? true : length(trimspace(var.portal.title)) > 0 && length(var.portal.title) <= 64 && !can(regex("[\r\n<>]", var.portal.title))
    error_message = "portal.title is one line of 1 to 64 characters, without < and >: it stands in the page and in subjects of mails."
  }

  validation {
    condition     = var.portal == null ? true : contains(["cloudfront", "none"], var.portal.hosting)
    error_message = "portal.hosting is cloudfront, or none where you serve the built portal yourself."
  }

  validation {
    condition     = try(var.portal.hosting != "none", true) ? true : can(regex("^(https://[a-z0-9.-]+(:[0-9]{1,5})?|http://(localhost|127\\.0\\.0\\.1)(:[0-9]{1,5})?)$", var.portal.url))
    error_message = "portal.url says where you serve the portal, with hosting = \"none\": https:// and a host, without a path or a slash at its end. Sign-ins come back there, mails point there, and no other origin may call the API."
  }

  validation {
    condition     = try(var.portal.hosting != "none" && var.portal.url != null, false) ? try(var.portal.domain.name == trimprefix(var.portal.url, "https://"), false) : true
    error_message = "portal.url is for hosting = \"none\": CloudFront's address follows from domain."
  }

  validation {
    condition     = try(var.portal.domain == null, true) ? true : can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.portal.domain.name)) && can(regex("^arn:[a-z-]+:acm:us-east-1:[0-9]{12}:certificate/", var.portal.domain.certificate_arn))
    error_message = "portal.domain has a name like desktops.example.com, and the ARN of its certificate in us-east-1: CloudFront takes certificates from no other Region."
  }

  validation {
    condition     = try(var.portal.web_acl_arn == null, true) ? true : can(regex("^arn:[a-z-]+:wafv2:us-east-1:[0-9]{12}:global/webacl/", var.portal.web_acl_arn))
    error_message = "portal.web_acl_arn is the ARN of a WAF ACL for CloudFront: arn:aws:wafv2:us-east-1:111122223333:global/webacl/…. One of a Region can't stand there."
  }

  validation {
    condition     = try(var.portal.hosting != "none", true) ? true : var.portal.domain == null && var.portal.web_acl_arn == null && var.portal.access_logs == null
    error_message = "portal.domain, web_acl_arn and access_logs are of CloudFront, which hosting = \"none\" leaves out."
  }

  validation {
    condition     = var.portal == null ? true : contains(["PriceClass_100", "PriceClass_200", "PriceClass_All"], var.portal.price_class)
    error_message = "portal.price_class is PriceClass_100, PriceClass_200 or PriceClass_All."
  }

  # --- Who comes in

  validation {
    condition     = try(var.portal.sign_in == null, true) ? true : can(regex("^https://[^?# ]+$", var.portal.sign_in.issuer)) || (var.allow_short_times && can(regex("^http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?/", var.portal.sign_in.issuer)))
    error_message = "portal.sign_in.issuer is the https address that stands in the tokens as `iss`, to the letter: with a slash at its end where the issuer writes one."
  }

  validation {
    condition     = try(var.portal.sign_in == null, true) ? true : contains(split(" ", var.portal.sign_in.scope), "openid") && length(var.portal.sign_in.client_id) > 0 && length(var.portal.sign_in.operator_groups) > 0
    error_message = "portal.sign_in has a client_id, a scope with openid in it (else there is no ID token), and at least one of operator_groups."
  }

  validation {
    condition     = try(var.portal.sign_in == null, true) ? true : alltrue([for origin in var.portal.sign_in.connect_origins : can(regex("^https://[a-z0-9.-]+(:[0-9]{1,5})?$", origin))])
    error_message = "portal.sign_in.connect_origins are origins like https://login.example.com: the page may talk to them, so neither * nor a path."
  }

  validation {
    condition     = var.portal == null ? true : contains(["OFF", "OPTIONAL", "ON"], var.portal.cognito.mfa) && contains(["OFF", "AUDIT", "ENFORCED"], var.portal.cognito.threat_protection) && var.portal.cognito.session_hours >= 1 && var.portal.cognito.session_hours <= 720
    error_message = "portal.cognito: mfa is OFF, OPTIONAL or ON; threat_protection OFF, AUDIT or ENFORCED; session_hours from 1 to 720, a month."
  }

  validation {
    condition     = try(var.portal.sign_in != null, true) ? true : can(regex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", coalesce(var.portal.cognito.domain_prefix, "${var.name}-1"))) && !can(regex("aws|amazon|cognito", coalesce(var.portal.cognito.domain_prefix, var.name)))
    error_message = "portal.cognito.domain_prefix has up to 63 lower-case letters, digits and hyphens, and neither aws, amazon nor cognito in it: so Cognito demands. Unless given it is made of `name` and the account."
  }

  # --- Mail

  validation {
    condition     = var.portal == null ? true : can(regex("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([a-z0-9-]+\\.)+[a-z]{2,}$", var.portal.mail.from_address))
    error_message = "portal.mail.from_address is an address like desktops@example.com, without a name: that is from_name."
  }

  validation {
    condition     = try(var.portal.mail.from_name == null, true) ? true : can(regex("^[A-Za-z0-9 .&'_-]{1,64}$", var.portal.mail.from_name))
    error_message = "portal.mail.from_name has 1 to 64 letters, digits, spaces, or . & ' _ -: what else a name may hold would have to be encoded to stand before an address."
  }

  validation {
    condition = try(var.portal.mail.identity == null, true) ? true : (
      var.portal.mail.identity == var.portal.mail.from_address || endswith("@${split("@", var.portal.mail.from_address)[1]}", "@${var.portal.mail.identity}") || endswith(split("@", var.portal.mail.from_address)[1], ".${var.portal.mail.identity}")
    )
    error_message = "portal.mail.identity is the address in from_address, its domain, or a domain above it: SES lets no other identity send from there."
  }

  # --- Who decides

  validation {
    condition     = var.portal == null ? true : alltrue([for mail in var.portal.approvers : can(regex("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}$", mail))])
    error_message = "portal.approvers are mail addresses: they are written to, and known by them when they sign in. These are none: ${join(", ", [for mail in try(var.portal.approvers, []) : "\"${mail}\"" if !can(regex("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}$", mail))])}."
  }

  validation {
    condition     = var.portal == null ? true : length(distinct([for mail in var.portal.approvers : lower(mail)])) == length(var.portal.approvers)
    error_message = "portal.approvers names somebody twice: each decides once."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for rule in var.portal.rules : contains(["desktop", "reboot", "reset", "extend", "return"], rule.kind) && contains(["manager", "approvers"], rule.by)])
    error_message = "portal.rules[].kind is desktop, reboot, reset, extend or return; by is manager or approvers."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for rule in var.portal.rules : rule.needed >= 0 && rule.needed <= 5 && floor(rule.needed) == rule.needed && coalesce(rule.above_monthly_price, 0) >= 0])
    error_message = "portal.rules[].needed is a whole number from 0 (nobody) to 5, and above_monthly_price 0 or more."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for rule in var.portal.rules : rule.above_monthly_price == null || contains(["desktop", "extend"], rule.kind)])
    error_message = "portal.rules[].above_monthly_price is for desktop and extend: nothing else has a price."
  }

  validation {
    # What no rule fits needs one: so there is always somebody, and one more, since nobody approves their own.
    condition     = var.portal == null ? true : length(var.portal.approvers) > max(1, [for rule in var.portal.rules : rule.needed]...)
    error_message = "portal.approvers are too few: nobody approves their own request, so there is one more of them than any rule needs, and two at least (what no rule fits needs one). A manager alone will not do either: not everybody has one."
  }

  # --- What can be asked for

  validation {
    condition     = var.portal == null ? true : length(var.portal.offers) > 0 && length(var.portal.offers) <= 50
    error_message = "portal.offers has 1 to 50 desktops that can be asked for."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for offer in var.portal.offers : can(regex("^[a-z0-9][a-z0-9-]{0,31}$", offer.id))]) && length(distinct(var.portal.offers[*].id)) == length(var.portal.offers)
    error_message = "portal.offers[].id has 1 to 32 lower-case letters, digits and hyphens, and each offer its own: requests are kept under it. They are ${join(", ", try(var.portal.offers[*].id, []))}."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for offer in var.portal.offers : length(trimspace(offer.title)) > 0 && length(offer.title) <= 64 && length(offer.description) <= 500 && contains(["windows", "linux", "graphics", "generic"], offer.picture)])
    error_message = "portal.offers[]: title has 1 to 64 characters, description at most 500, and picture is windows, linux, graphics or generic."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for offer in var.portal.offers : can(regex("^wsb-[0-9a-z]{8,63}$", offer.bundle_id))])
    error_message = "portal.offers[].bundle_id is like wsb-clj85qzj1: so WorkSpaces names bundles."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for offer in var.portal.offers : offer.monthly_price.amount >= 0 && can(regex("^[A-Z]{3}$", offer.monthly_price.currency))]) && length(distinct(var.portal.offers[*].monthly_price.currency)) == 1
    error_message = "portal.offers[].monthly_price has an amount of 0 or more, and a currency of three capital letters like EUR, the same for all: rules compare amounts."
  }

  validation {
    condition = var.portal == null ? true : alltrue([for offer in var.portal.offers :
      offer.vcpu >= 1 && floor(offer.vcpu) == offer.vcpu && offer.memory_gib > 0 && offer.storage_gib >= 1 && floor(offer.storage_gib) == offer.storage_gib && (offer.longest_days == null ? true : offer.longest_days >= 1 && offer.longest_days <= 3650 && floor(offer.longest_days) == offer.longest_days)
    ])
    error_message = "portal.offers[]: vcpu and storage_gib are whole numbers from 1, memory_gib above 0, and longest_days a whole number from 1 to 3650."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for offer in var.portal.offers : contains(["AUTO_STOP", "ALWAYS_ON", "MANUAL"], coalesce(offer.workspace.running_mode, "AUTO_STOP")) && (offer.workspace.auto_stop_minutes == null ? true : offer.workspace.auto_stop_minutes >= 60 && offer.workspace.auto_stop_minutes % 60 == 0 && coalesce(offer.workspace.running_mode, "AUTO_STOP") == "AUTO_STOP")])
    error_message = "portal.offers[].workspace: running_mode is AUTO_STOP, ALWAYS_ON or MANUAL; auto_stop_minutes a multiple of 60, and only for AUTO_STOP."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for offer in var.portal.offers : length(offer.tags) <= 45 && alltrue([for key in keys(offer.tags) : !startswith(lower(key), "aws:") && !startswith(lower(key), "cleandesk:")])])
    error_message = "portal.offers[].tags has at most 45 tags, and none aws:… or cleandesk:…: AWS takes 50, and these are set by the service or by AWS."
  }

  validation {
    # A desktop that no policy matches is never touched: its user would keep it for ever.
    condition = var.portal == null ? true : alltrue([for offer in var.portal.offers : anytrue([
      for policy in var.policies : alltrue(concat(
        [policy.match.directory_ids == null ? true : contains(policy.match.directory_ids, var.portal.directory_id)],
        [policy.match.bundle_ids == null ? true : contains(policy.match.bundle_ids, offer.bundle_id)],
        [for key, values in(policy.match.tags == null ? {} : policy.match.tags) : contains(values, lookup(offer.tags, key, ""))],
      ))
    ])])
    error_message = "Desktops of an offer are matched by no policy: they would be made, and neither reset nor given back. For each offer add a policy for its directory, bundle or tags, e.g. match = { tags = { Portal = [\"desktop\"] } }. The offers: ${join(", ", try(var.portal.offers[*].id, []))}."
  }

  # --- How long and how much

  validation {
    condition     = var.portal == null ? true : alltrue([for limit in values(var.portal.limits) : limit >= 1 && floor(limit) == limit]) && var.portal.limits.calls_per_minute >= 20
    error_message = "portal.limits are whole numbers: requests_per_day 1 or more, and calls_per_minute 20 or more, since a page of the portal makes several calls."
  }

  validation {
    condition     = var.portal == null ? true : var.portal.reminder_hours > 0 && var.portal.reminder_hours < var.portal.expiry_hours && var.portal.expiry_hours <= 8760
    error_message = "portal.reminder_hours is above 0 and shorter than expiry_hours, which is at most 8760: a state machine waits no longer than a year."
  }

  validation {
    condition     = var.portal == null ? true : var.allow_short_times || (var.portal.expiry_hours >= 1 && var.portal.overdue_hours >= 1)
    error_message = "portal.expiry_hours and overdue_hours are 1 or more: approvers sleep, and a desktop takes up to 40 minutes to be made."
  }

  validation {
    condition     = var.portal == null ? true : var.portal.overdue_hours > 0 && var.portal.overdue_hours < var.portal.give_up_hours && var.portal.give_up_hours <= 720 && var.portal.warn_before_end_days > 0 && var.portal.warn_before_end_days <= 90
    error_message = "portal.overdue_hours is above 0 and shorter than give_up_hours, which is at most 720; warn_before_end_days is above 0, and at most 90."
  }

  validation {
    condition     = var.portal == null ? true : contains(local.time_zones, var.portal.time_zone) && can(regex("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", var.portal.locale))
    error_message = "portal.time_zone is a name of the IANA database, like Europe/Berlin or UTC, and portal.locale a language tag like en-GB. They are \"${try(var.portal.time_zone, "")}\" and \"${try(var.portal.locale, "")}\"."
  }

  validation {
    condition     = var.portal == null ? true : can(regex("^https://[^ \"<>]+$", var.portal.client_url)) && can(regex("^[A-Za-z0-9+-]{1,32}$", coalesce(var.portal.registration_code, "SLiad+ABC123")))
    error_message = "portal.client_url is an https address, and registration_code like SLiad+ABC123."
  }

  validation {
    condition     = var.portal == null ? true : alltrue([for number in values(var.portal.throttle) : number >= 1]) && var.portal.throttle.open_rate <= var.portal.throttle.rate && var.portal.throttle.open_burst <= var.portal.throttle.burst
    error_message = "portal.throttle: all are 1 or more, and open_burst and open_rate not above burst and rate: who is not signed in must not be able to call more often."
  }
}
