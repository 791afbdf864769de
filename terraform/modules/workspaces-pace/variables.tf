variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "calls_per_second" {
  description = "Calls per second of all functions together."
  type        = number
}

variable "calls_at_once" {
  description = "Calls of all functions together that AWS lets through at once after a quiet time. Two and a half seconds' worth unless said otherwise."
  type        = number
  default     = null
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}

variable "deletion_protection" {
  description = "Whether the table can't be deleted."
  type        = bool
}
