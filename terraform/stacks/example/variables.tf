variable "account_id" {
  description = "The account with the WorkSpaces."
  type        = string
}

variable "region" {
  description = "The Region of the WorkSpaces."
  type        = string
}

variable "directory_id" {
  description = "The directory whose tagged desktops are managed."
  type        = string
}

variable "operations_mail" {
  description = "Mail address of who is told of failed resets, dead letters, errors and late messages. AWS asks it to confirm first."
  type        = string
  default     = null
}
