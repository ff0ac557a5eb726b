export { OrderSkeleton as default } from "@/components/order/order-skeleton";
