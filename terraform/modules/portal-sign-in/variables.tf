variable "name" {
  description = "Prefix of all names."
  type        = string
}

variable "region" {
  description = "Region of the user pool: part of the address of its pages."
  type        = string
}

# The root module refuses what is wrong with these, with the reason.

variable "portal_url" {
  description = "Address of the portal. A sign-in ends at `/signed-in` there, a sign-out at `/signed-out`, and nowhere else."
  type        = string
}

variable "domain_prefix" {
  description = "What the address of the sign-in pages begins with. Nobody else in the Region may have it."
  type        = string
}

variable "mfa" {
  description = "Whether a second factor (an authenticator app) is asked for: OFF, OPTIONAL or ON."
  type        = string
  default     = "OPTIONAL"
}

variable "password_length" {
  description = "Characters that a password has at least."
  type        = number
  default     = 14
}

variable "threat_protection" {
  description = "Cognito's threat protection: OFF, AUDIT or ENFORCED. It costs for each user."
  type        = string
  default     = "OFF"
}

variable "session_hours" {
  description = "Hours until somebody has to sign in again."
  type        = number
  default     = 8
}

variable "deletion_protection" {
  description = "Refuses to delete the pool, with all users in it."
  type        = bool
  default     = true
}

variable "tags" {
  description = "Tags of all resources."
  type        = map(string)
  default     = {}
}
