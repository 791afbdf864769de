output "functions" {
  description = "The functions, by `service/function`."
  value       = { "user-notices/tell" = module.tell }
}
