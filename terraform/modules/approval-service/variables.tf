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
  description = "The group of our timers, the role that puts them on the bus, and where those go that could not."
  type        = object({ group_name = string, group_arn = string, role_arn = string, dead_letter_arn = string })
}

variable "artifacts" {
  description = "The zips of `api`, `steps` and `hear`, by function; modules/bus-function says their fields."
  type        = any
}

variable "routes_file" {
  description = "Path of the list of routes that the service's build writes."
  type        = string
}

variable "portal" {
  description = "The root module's `portal`, which says its fields and refuses what is wrong with them."
  type        = any
}

variable "portal_url" {
  description = "Where the portal is: mails point there."
  type        = string
}

variable "issuer" {
  description = "Whose tokens are believed."
  type        = string
}

variable "client_id" {
  description = "For whom the tokens must be made."
  type        = string
}

variable "claims" {
  description = "Which claims of a token say the `user`, `mail`, `name`, `groups` and `manager`; null for what none says."
  type        = object({ user = string, mail = string, name = string, groups = string, manager = string })
}

variable "operators" {
  description = "Groups whose members are operators."
  type        = list(string)
}

variable "cors_origins" {
  description = "Origins whose pages may call the API; none where it has the page's own."
  type        = list(string)
}

variable "deletion_protection" {
  description = "Refuses to delete the table."
  type        = bool
}

variable "pace" {
  description = "Times in seconds, and the deliveries before a message is put aside. The root module refuses what can't be right."
  type = object({
    api            = object({ timeout_seconds = number })
    steps          = object({ timeout_seconds = number })
    hear           = object({ timeout_seconds = number, visibility_timeout_seconds = number })
    max_receives   = number
    leftovers_rate = string
  })
}
