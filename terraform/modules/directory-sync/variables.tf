variable "name" {
  description = "Prefix of all names."
  type        = string
}

# What is only passed on has its type where it is used.

variable "platform" {
  description = "What all functions of one deployment have in common; modules/bus-function says its fields."
  type        = any
}

variable "timers" {
  description = "The timer group, its role and its dead-letter queue: output `timers` of modules/event-bus."
  type        = any
}

variable "artifacts" {
  description = "The zip of `sync`; modules/bus-function says its fields."
  type        = any
}

# The root module refuses what is wrong with these, with the reason.

variable "groups" {
  description = "The groups, in the order in which they decide; the root module's `directory_groups` says their fields."
  type = list(object({
    name                     = string
    kind                     = string
    urls                     = list(string)
    ca                       = optional(string)
    bind_user                = string
    secret                   = string
    secret_kms_key_arn       = optional(string)
    group_dn                 = string
    group_filter             = optional(string)
    user_filter              = optional(string)
    search_base              = string
    attributes               = map(string)
    nested                   = bool
    directory_id             = string
    bundle_id                = string
    workspace                = any
    encryption               = any
    tags                     = map(string)
    require_mail             = bool
    exclude_disabled         = bool
    every_minutes            = number
    leaver_delay_minutes     = number
    connected_leaver_minutes = number
    limits                   = object({ leavers_share = number, leavers_least = number, may_be_empty = bool, members_most = number })
    dry_run                  = bool
  }))
}

variable "network" {
  description = "Where the function runs, when the directory is in a VPC; the root module's `directory_network` says its fields."
  type = object({
    vpc_id                = string
    subnet_ids            = list(string)
    directory_cidrs       = list(string)
    https_cidrs           = list(string)
    https_prefix_list_ids = list(string)
    create_endpoints      = bool
  })
  default = null
}

variable "deletion_protection" {
  description = "Whether the table can't be deleted."
  type        = bool
}

variable "pace" {
  description = "Times in seconds, and the deliveries before a message is put aside."
  type = object({
    sync         = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    max_receives = number
  })
}
