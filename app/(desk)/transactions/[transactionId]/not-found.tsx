export { OrderMissing as default } from "@/components/order/order-missing";
