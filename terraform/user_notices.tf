# Whether and how users are told of resets. Which policy tells them what is in the policy: `notices`.

variable "user_notices" {
  description = <<-EOT
    Tells users before and after their desktop is reset. Of which resets says the field `notices` of each policy. Not given: nobody is told.

    - `mail`: by Amazon SES, from `from_address` (and `from_name`), which must be of the verified `identity` (its domain, unless given).
      `configuration_set`: where SES reports what became of the mails; also needed when it is the default one of the identity.
      `user_addresses`: by directory, of what a user's address is made: `{userName}@example.com`. Users of other directories get no mail.
    - `topic`: an SNS topic, in words and with attributes (`notice`, `policy`, `userName`, `directoryId`, `workspaceId`): a topic resource, or an
      object with its `arn`; and `kms_key_arn` when a key of yours encrypts it.
    - `time_zone` (IANA; UTC) and `locale` (`en-GB`): how times are written.
    - `templates`: own words in Mustache, for `before`, `during`, `after` and `withdrawn`, each with `subject`, `text`, `html` or `topic`; what is
      not given is ours, in English. Tags: {{userName}}, {{workspaceId}}, {{computerName}}, {{time}}, {{timeZone}}, {{policy}}, {{kept}}, {{lost}},
      {{snapshotTime}}; and sections {{#rebuild}}…{{/rebuild}}, {{#recreate}}…{{/recreate}}, or of any tag that may be empty.
  EOT
  type = object({
    mail = optional(object({
      from_address      = string
      from_name         = optional(string)
      identity          = optional(string)
      configuration_set = optional(string)
      user_addresses    = map(string)
    }))
    topic     = optional(object({ arn = string, kms_key_arn = optional(string) }))
    time_zone = optional(string, "UTC")
    locale    = optional(string, "en-GB")
    templates = optional(map(object({
      subject = optional(string)
      text    = optional(string)
      html    = optional(string)
      topic   = optional(string)
    })), {})
  })
  default = null

  validation {
    condition     = var.user_notices == null ? true : var.user_notices.mail != null || var.user_notices.topic != null
    error_message = "user_notices tells nobody: give mail, topic, or both. To tell nobody leave user_notices out."
  }

  validation {
    condition     = try(var.user_notices.mail == null, true) ? true : can(regex("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([a-z0-9-]+\\.)+[a-z]{2,}$", var.user_notices.mail.from_address))
    error_message = "user_notices.mail.from_address is an address like desktops@example.com, without a name: that is from_name."
  }

  validation {
    condition     = try(var.user_notices.mail.from_name == null, true) ? true : can(regex("^[A-Za-z0-9 .&'_-]{1,64}$", var.user_notices.mail.from_name))
    error_message = "user_notices.mail.from_name has 1 to 64 letters, digits, spaces, or . & ' _ -: what else a name may hold would have to be encoded to stand before an address."
  }

  validation {
    condition = try(var.user_notices.mail.identity == null, true) ? true : (
      var.user_notices.mail.identity == var.user_notices.mail.from_address || endswith("@${split("@", var.user_notices.mail.from_address)[1]}", "@${var.user_notices.mail.identity}") || endswith(split("@", var.user_notices.mail.from_address)[1], ".${var.user_notices.mail.identity}")
    )
    error_message = "user_notices.mail.identity is the address in from_address, its domain, or a domain above it: SES lets no other identity send from there."
  }

  validation {
    condition     = try(length(var.user_notices.mail.user_addresses) > 0, true)
    error_message = "user_notices.mail.user_addresses names no directory: nobody would get a mail. Neither WorkSpaces nor Cleandesk knows a user's address; say of what it is made, as in { \"d-926722a1b3\" = \"{userName}@example.com\" }."
  }

  validation {
    condition     = alltrue([for directory in keys(try(var.user_notices.mail.user_addresses, {})) : can(regex("^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$", directory))])
    error_message = "user_notices.mail.user_addresses has directory ids as keys, like d-926722a1b3 (or wsd-…). These are none: ${join(", ", [for directory in keys(try(var.user_notices.mail.user_addresses, {})) : "\"${directory}\"" if !can(regex("^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$", directory))])}."
  }

  validation {
    condition     = alltrue([for pattern in values(try(var.user_notices.mail.user_addresses, {})) : can(regex(local.address_pattern, pattern))])
    error_message = "An address is made of {userName} once, before the @, and a domain: {userName}@example.com. These are not: ${join(", ", [for pattern in values(try(var.user_notices.mail.user_addresses, {})) : "\"${pattern}\"" if !can(regex(local.address_pattern, pattern))])}. Without the name all users would share a mailbox; in the domain it would choose where mail goes."
  }

  validation {
    # An ARN that is still to be made is not known to the plan, and passes.
    condition     = try(var.user_notices.topic == null, true) ? true : can(regex("^arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+$", var.user_notices.topic.arn))
    error_message = "user_notices.topic is a topic resource, or an object with the ARN of an SNS topic that is not FIFO: arn:aws:sns:eu-central-1:111122223333:desktops."
  }

  validation {
    condition     = var.user_notices == null ? true : contains(local.time_zones, var.user_notices.time_zone)
    error_message = "user_notices.time_zone is a name of the IANA database, like Europe/Berlin, America/New_York or UTC. \"${try(var.user_notices.time_zone, "")}\" is none."
  }

  validation {
    condition     = var.user_notices == null ? true : can(regex("^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", var.user_notices.locale))
    error_message = "user_notices.locale is a language tag like en-GB, de-DE or zh-Hant-TW. \"${try(var.user_notices.locale, "")}\" is none."
  }

  # --- Templates. What is not seen here, the function sees when it starts: it uses ours, and its log says why.

  validation {
    condition     = length(setsubtract(keys(try(var.user_notices.templates, {})), local.template_notices)) == 0
    error_message = "user_notices.templates are for ${join(", ", local.template_notices)}. There is no ${join(", ", setsubtract(keys(try(var.user_notices.templates, {})), local.template_notices))}."
  }

  validation {
    condition = alltrue(flatten([
      for notice, parts in try(var.user_notices.templates, {}) : [
        for part, text in parts : !can(regex("\\{\\{\\{", text)) && !can(regex("\\{\\{|\\}\\}", replace(coalesce(text, "-"), local.template_tag, "")))
      ]
    ]))
    error_message = "Tags of a template are {{name}}, {{#name}}, {{^name}} and {{/name}}. Others are in ${join(", ", flatten([for notice, parts in try(var.user_notices.templates, {}) : [for part, text in parts : "${notice}.${part}" if can(regex("\\{\\{\\{", text)) || can(regex("\\{\\{|\\}\\}", replace(coalesce(text, "-"), local.template_tag, "")))]]))}. What is not escaped, templates in templates and other tags are not for mails with other people's names in them."
  }

  validation {
    condition = alltrue(flatten([
      for notice, parts in try(var.user_notices.templates, {}) : [
        for part, text in parts : [for tag in regexall(local.template_tags, coalesce(text, "-")) : contains(local.template_variables, tag[1])]
      ]
    ]))
    error_message = "Templates can name ${join(", ", local.template_variables)}. They can't name ${join(", ", distinct(flatten([for notice, parts in try(var.user_notices.templates, {}) : [for part, text in parts : [for tag in regexall(local.template_tags, coalesce(text, "-")) : "\"${tag[1]}\" (${notice}.${part})" if !contains(local.template_variables, tag[1])]]])))}."
  }

  validation {
    # As many ends of each section as beginnings. In which order, the function sees.
    condition = alltrue(flatten([
      for notice, parts in try(var.user_notices.templates, {}) : [
        for part, text in parts : jsonencode(sort([for tag in regexall(local.template_tags, coalesce(text, "-")) : tag[1] if contains(["#", "^"], tag[0])])) == jsonencode(sort([for tag in regexall(local.template_tags, coalesce(text, "-")) : tag[1] if tag[0] == "/"]))
      ]
    ]))
    error_message = "Each section of a template that opens with {{#name}} or {{^name}} ends with {{/name}}. They don't in ${join(", ", flatten([for notice, parts in try(var.user_notices.templates, {}) : [for part, text in parts : "${notice}.${part}" if jsonencode(sort([for tag in regexall(local.template_tags, coalesce(text, "-")) : tag[1] if contains(["#", "^"], tag[0])])) != jsonencode(sort([for tag in regexall(local.template_tags, coalesce(text, "-")) : tag[1] if tag[0] == "/"]))]]))}."
  }

  validation {
    condition     = alltrue([for notice, template in try(var.user_notices.templates, {}) : !can(regex("[\r\n]", coalesce(template.subject, "-")))])
    error_message = "A subject is one line. It is more for ${join(", ", [for notice, template in try(var.user_notices.templates, {}) : notice if can(regex("[\r\n]", coalesce(template.subject, "-")))])}."
  }

  validation {
    condition     = length(jsonencode(try(var.user_notices.templates, {}))) <= 200000
    error_message = "The templates take ${length(jsonencode(try(var.user_notices.templates, {})))} characters; 200000 are room enough for mails without pictures in them, and DynamoDB takes no more than 400 kB in one place."
  }
}

locals {
  # Before the @ what needs no quotation marks; the user's name, once; a domain.
  address_pattern = "^[A-Za-z0-9_'+.-]*\\{userName\\}[A-Za-z0-9_'+.-]*@([a-z0-9-]+\\.)+[a-z]{2,}$"

  # The same as in the code of user-notices, where a test compares them.
  template_variables = ["userName", "workspaceId", "computerName", "time", "timeZone", "policy", "kept", "lost", "rebuild", "recreate", "snapshotTime"]
  template_notices   = ["before", "during", "after", "withdrawn"]
  template_tags      = "\\{\\{([#^/]?)\\s*([A-Za-z]+)\\s*\\}\\}"
  # As replace() wants it.
  template_tag = "/${local.template_tags}/"

  own_templates = {
    for notice, parts in try(var.user_notices.templates, {}) : notice => { for part, text in parts : part => text if text != null }
  }

  # What users of each policy are told. In dry run nothing is going to happen to them.
  notices_by_policy = {
    for policy in var.policies : policy.name => [for notice in ["before", "during", "after"] : notice if policy.notices[notice]]
    if policy.notices != null && !policy.dry_run
  }
}

check "somebody_has_something_to_be_told" {
  assert {
    condition     = var.user_notices == null || anytrue([for policy in var.policies : policy.notices != null])
    error_message = "user_notices says how users are told, but no policy says of what: give a policy notices = {}."
  }
}
