# Directory groups whose members get a desktop.

variable "directory_groups" {
  description = <<-EOT
    Directory groups, in the order in which they decide: of two groups with one user the first one says what desktop it is.

    - `name`: also the value of the tag `DirectoryGroup` of its desktops.
    - `kind`: `active-directory` or `openldap`; what is not said of filters and attributes is as usual there.
    - `urls`: servers, tried in this order: `ldaps://dc1.example.com`, or `ldap://…` with StartTLS. `ca`: PEM of who signs their certificates.
    - `bind_user`: a UPN, `DOMAIN\user`, or a DN. `secret`: name or ARN of the secret with its password (text, or JSON with `password`), and
      `secret_kms_key_arn` when a key of yours encrypts it.
    - `group_dn`, and `group_filter`, `user_filter`, `search_base` (the DC parts of `group_dn` unless said), `attributes` (`id`, `login`, `mail`,
      `member`). `nested`: members of member groups count.
    - `directory_id`, `bundle_id`, `workspace` (`running_mode`, `auto_stop_minutes`, `root_volume_gib`, `user_volume_gib`, `compute_type`,
      `protocols`), `encryption` (`key`, `root_volume`, `user_volume`), `tags`: the desktop. It also gets `Automation=Managed` and
      `DirectoryGroup=<name>`. A policy has to match it, or it would neither be reset nor removed.
    - `require_mail`: members without a mail address get none. `exclude_disabled`: disabled accounts are no members.
    - `every_minutes` (5): how often it is read. `leaver_delay_minutes` (a day): how long a leaver keeps the desktop.
      `connected_leaver_minutes` (12 hours): how much longer while connected.
    - `limits`: `leavers_share` (0.1) of the members may leave within a day, and `leavers_least` (5) always may; `may_be_empty` (false);
      `members_most` (25000). Beyond them nothing is changed, and a person is told.
    - `dry_run` (true): all is read, decided and told, and nobody gets or loses a desktop.
  EOT
  type = list(object({
    name               = string
    kind               = optional(string, "active-directory")
    urls               = list(string)
    ca                 = optional(string)
    bind_user          = string
    secret             = string
    secret_kms_key_arn = optional(string)
    group_dn           = string
    group_filter       = optional(string)
    user_filter        = optional(string)
    search_base        = optional(string)
    attributes = optional(object({
      id     = optional(string)
      login  = optional(string)
      mail   = optional(string)
      member = optional(string)
    }), {})
    nested       = optional(bool, false)
    directory_id = string
    bundle_id    = string
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
    tags                     = optional(map(string), {})
    require_mail             = optional(bool, true)
    exclude_disabled         = optional(bool, true)
    every_minutes            = optional(number, 5)
    leaver_delay_minutes     = optional(number, 1440)
    connected_leaver_minutes = optional(number, 720)
    limits = optional(object({
      leavers_share = optional(number, 0.1)
      leavers_least = optional(number, 5)
      may_be_empty  = optional(bool, false)
      members_most  = optional(number, 25000)
    }), {})
    dry_run = optional(bool, true)
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for group in var.directory_groups : can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$", group.name))])
    error_message = "A group's name has 1 to 48 letters, digits, dots, dashes and underscores, and begins with a letter or digit: it becomes part of a timer's name. These don't: ${join(", ", [for group in var.directory_groups : "\"${group.name}\"" if !can(regex("^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$", group.name))])}."
  }

  validation {
    condition     = length(distinct([for group in var.directory_groups : lower(group.name)])) == length(var.directory_groups)
    error_message = "Two of directory_groups have one name. What was said of whom is remembered by it: give each its own."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : contains(["active-directory", "openldap"], group.kind)])
    error_message = "directory_groups[].kind is active-directory or openldap."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : length(group.urls) > 0 && alltrue([for url in group.urls : can(regex("^ldaps?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$", url))])])
    error_message = "directory_groups[].urls names at least one server, each like ldaps://dc1.example.com, or ldap://dc1.example.com for StartTLS, perhaps with a port. Certificates are checked against the host's name, so give the one that stands in them."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : group.ca == null ? true : can(regex("-----BEGIN CERTIFICATE-----", group.ca))])
    error_message = "directory_groups[].ca is PEM: text that begins with -----BEGIN CERTIFICATE-----. Give file(\"ca.pem\"), not the file's name."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : can(regex("^[^=,]+=.+,.+=.+$", group.group_dn))])
    error_message = "directory_groups[].group_dn is a whole DN, like CN=Desktops,OU=Groups,DC=example,DC=com. These are none: ${join(", ", [for group in var.directory_groups : "\"${group.group_dn}\"" if !can(regex("^[^=,]+=.+,.+=.+$", group.group_dn))])}."
  }

  # What else can be wrong with a filter Terraform can't see: `pnpm cleandesk sync plan` does, before the directory is asked.
  validation {
    condition     = alltrue(flatten([for group in var.directory_groups : [for filter in compact([group.group_filter, group.user_filter]) : can(regex("^\\(.*\\)$", filter)) && length(regexall("\\(", filter)) == length(regexall("\\)", filter))]]))
    error_message = "directory_groups[].group_filter and user_filter are LDAP filters as in RFC 4515: they begin with ( and end with ), and have as many of one as of the other; a bracket in a value is written \\28 or \\29. A read with another one would be refused. These are none: ${join(", ", flatten([for group in var.directory_groups : [for filter in compact([group.group_filter, group.user_filter]) : "\"${filter}\" of \"${group.name}\"" if !(can(regex("^\\(.*\\)$", filter)) && length(regexall("\\(", filter)) == length(regexall("\\)", filter)))]]))}."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : group.search_base != null || can(regex("(?i)dc=[^,]+(,\\s*dc=[^,]+)*$", group.group_dn))])
    error_message = "directory_groups[].search_base must be given where group_dn does not end in DC parts: below it users are looked for."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : can(regex("^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$", group.directory_id)) && can(regex("^wsb-[0-9a-z]{8,63}$", group.bundle_id))])
    error_message = "directory_groups[].directory_id is like d-926722a1b3, and bundle_id like wsb-clj85qzj1: so WorkSpaces names them."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : contains(["AUTO_STOP", "ALWAYS_ON", "MANUAL"], coalesce(group.workspace.running_mode, "AUTO_STOP"))])
    error_message = "directory_groups[].workspace.running_mode is AUTO_STOP, ALWAYS_ON or MANUAL."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : group.workspace.auto_stop_minutes == null ? true : group.workspace.auto_stop_minutes >= 60 && group.workspace.auto_stop_minutes % 60 == 0 && coalesce(group.workspace.running_mode, "AUTO_STOP") == "AUTO_STOP"])
    error_message = "directory_groups[].workspace.auto_stop_minutes is a multiple of 60, and only for AUTO_STOP."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : length(group.tags) <= 45 && alltrue([for key in keys(group.tags) : !contains(["automation", "directorygroup"], lower(key)) && !startswith(lower(key), "aws:") && !startswith(lower(key), "cleandesk:")])])
    error_message = "directory_groups[].tags has at most 45 tags, and not Automation, DirectoryGroup, aws:… or cleandesk:…: AWS takes 50, and these are set by the service or by AWS."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : group.every_minutes >= 1 && group.every_minutes <= 1440 && floor(group.every_minutes) == group.every_minutes])
    error_message = "directory_groups[].every_minutes is a whole number from 1 to 1440."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : group.leaver_delay_minutes >= 0 && group.connected_leaver_minutes >= 0])
    error_message = "directory_groups[].leaver_delay_minutes and connected_leaver_minutes are 0 or more."
  }

  validation {
    condition     = alltrue([for group in var.directory_groups : group.limits.leavers_share >= 0 && group.limits.leavers_share <= 1 && group.limits.leavers_least >= 0 && group.limits.members_most >= 1])
    error_message = "directory_groups[].limits: leavers_share is a share from 0 to 1, leavers_least 0 or more, members_most 1 or more."
  }

  validation {
    # A desktop that no policy matches is never touched: its user would keep it for ever.
    condition = alltrue([for group in var.directory_groups : anytrue([
      for policy in var.policies : alltrue(concat(
        [policy.match.directory_ids == null ? true : contains(policy.match.directory_ids, group.directory_id)],
        [policy.match.bundle_ids == null ? true : contains(policy.match.bundle_ids, group.bundle_id)],
        [for key, values in(policy.match.tags == null ? {} : policy.match.tags) : contains(values, lookup(merge(group.tags, { Automation = "Managed", DirectoryGroup = group.name }), key, ""))],
      ))
    ])])
    error_message = "Desktops of a directory group are matched by no policy: they would be made, and neither reset nor removed when somebody leaves. For each group add a policy for its directory, bundle or tags, e.g. match = { tags = { DirectoryGroup = [\"sales\"] } }. The groups: ${join(", ", var.directory_groups[*].name)}."
  }
}

variable "directory_network" {
  description = <<-EOT
    The VPC in which directory-sync runs, where the directory is not reachable from outside of one.

    - `vpc_id`, `subnet_ids`: private subnets from which the directory's servers can be reached.
    - `directory_cidrs`: where those servers are. The function reaches them at the ports of `urls` and nothing else there.
    - `https_cidrs`, `https_prefix_list_ids`: where AWS's APIs are reached (443): a NAT gateway needs 0.0.0.0/0, the gateway endpoint of DynamoDB
      its prefix list.
    - `create_endpoints`: makes interface endpoints for EventBridge, Secrets Manager and SQS, for subnets without a NAT gateway.
  EOT
  type = object({
    vpc_id                = string
    subnet_ids            = list(string)
    directory_cidrs       = list(string)
    https_cidrs           = optional(list(string), [])
    https_prefix_list_ids = optional(list(string), [])
    create_endpoints      = optional(bool, false)
  })
  default = null

  validation {
    condition     = var.directory_network == null ? true : length(var.directory_network.subnet_ids) > 0 && length(var.directory_network.directory_cidrs) > 0
    error_message = "directory_network needs subnet_ids, and directory_cidrs: where the directory's servers are."
  }

  validation {
    condition     = var.directory_network == null ? true : alltrue([for cidr in concat(var.directory_network.directory_cidrs, var.directory_network.https_cidrs) : can(cidrhost(cidr, 0))])
    error_message = "directory_network.directory_cidrs and https_cidrs are IPv4 ranges, like 10.0.1.0/24."
  }

  validation {
    condition     = var.directory_network == null ? true : length(var.directory_network.https_cidrs) > 0 || (length(var.directory_network.https_prefix_list_ids) > 0 && var.directory_network.create_endpoints)
    error_message = "directory_network reaches no API of AWS: give https_cidrs (0.0.0.0/0 behind a NAT gateway), or https_prefix_list_ids with DynamoDB's gateway and create_endpoints."
  }
}

locals {
  directory_groups = [
    for group in var.directory_groups : merge(group, {
      search_base = coalesce(group.search_base, try(regex("(?i)(dc=[^,]+(?:,\\s*dc=[^,]+)*)$", group.group_dn)[0], "-"))
      attributes  = { for attribute, named in group.attributes : attribute => named if named != null }
    })
  ]
}
