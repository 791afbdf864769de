variable "name" {
  description = "Prefix of all names."
  type        = string
}

# What is only passed on has its type where it is used.

variable "platform" {
  description = "What all functions of one deployment have in common; modules/bus-function says its fields."
  type        = any
}

variable "artifacts" {
  description = "The zip of `tell`, by function; modules/bus-function says their fields."
  type        = any
}

variable "notices" {
  description = "Of what users are told, by the policy's name: `before`, `during`, `after`."
  type        = map(list(string))
}

# The root module refuses what is wrong with these, with the reason.

variable "mail" {
  description = "How mail goes out: who sends it, by which identity of SES, and of what users' addresses are made, by directory. null sends none."
  type = object({
    from_address      = string
    from_name         = optional(string)
    identity          = optional(string)
    configuration_set = optional(string)
    user_addresses    = map(string)
  })
}

variable "topic" {
  description = "The SNS topic that is told, and its key where it has one of the owner's. null tells none."
  type        = object({ arn = string, kms_key_arn = optional(string) })
}

variable "time_zone" {
  description = "IANA time zone in which times are written."
  type        = string
}

variable "locale" {
  description = "Language tag by which times are written."
  type        = string
}

variable "templates" {
  description = "Own templates, by notice and part."
  type        = map(map(string))
}

variable "pace" {
  description = "Times in seconds, and the deliveries before a message is put aside. The root module refuses what can't be right."
  type = object({
    tell         = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    max_receives = number
  })
}

variable "deletion_protection" {
  description = "Whether the table can't be deleted."
  type        = bool
}
